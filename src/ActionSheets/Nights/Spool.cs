namespace ActionSheets.Nights;

/// <summary>Room on the local disk for what is read again within one run: memory must not grow with the number of sheets.</summary>
internal static class Spool
{
    private const int Buffer = 64 * 1024;

    /// <summary>An empty file without a name to find it by, gone when it is closed or its process ends.</summary>
    public static FileStream Open(int buffer = Buffer) => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, buffer, FileOptions.DeleteOnClose | FileOptions.SequentialScan);
}
