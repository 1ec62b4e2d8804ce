using System.Text;
using ActionSheets.Nights;
using Support;
using Xunit;

namespace ActionSheets.Tests.Nights;

/// <summary>Files longer than a block, with blocks small enough for a test.</summary>
public sealed class NightFileTests(Azurite azurite) : NightWorld(azurite)
{
    private static readonly DateOnly Night = new(2019, 3, 31);

    private static readonly NightManifest Manifest = new([1], Sha256.Of([1]));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(999, 0)]
    [InlineData(1000, 0)]
    [InlineData(1001, 2)]
    [InlineData(3000, 3)]
    [InlineData(250_001, 251)]
    public async Task A_file_has_the_bytes_that_were_written_whatever_its_blocks(int length, int blocks)
    {
        var bytes = Some(length);
        using var folder = await Folder(bytes);
        Assert.False(await Exports.GetBlobClient("2019/03/31/x.csv").ExistsAsync());

        Assert.True(await folder.TryCommitFiles(Manifest));

        Assert.Equal(bytes, await Bytes("2019-03-31", "x.csv"));
        Assert.Equal(("x.csv", Sha256.Of(bytes), (long)length), Assert.Single(folder.Entries.Select(entry => (entry.Name, entry.Sha256, entry.Bytes))));
        var committed = (await Azure.Storage.Blobs.Specialized.SpecializedBlobExtensions.GetBlockBlobClient(Exports, "2019/03/31/x.csv").GetBlockListAsync()).Value.CommittedBlocks;
        Assert.Equal(blocks, committed.Count());
    }

    [Fact]
    public async Task Of_two_runs_with_the_same_blocks_neither_spoils_the_others_and_another_result_is_refused()
    {
        var bytes = Some(5000);
        using var first = await Folder(bytes);
        using var second = await Folder(bytes);
        using var other = await Folder(Some(4000));

        Assert.True(await first.TryCommitFiles(Manifest));
        Assert.True(await second.TryCommitFiles(Manifest));
        Assert.False(await other.TryCommitFiles(Manifest));

        Assert.Equal(bytes, await Bytes("2019-03-31", "x.csv"));
    }

    private static byte[] Some(int length) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, (length / 6) + 1).Select(i => $"{i:D6}")))[..length];

    private async Task<NightFolder> Folder(byte[] bytes)
    {
        var folder = new NightFolder(Exports, Night) { BlockSize = 1000 };
        await folder.Look();
        var file = folder.Begin("x.csv");
        foreach (var some in bytes.Chunk(700))
        {
            file.Content.Write(some);
        }

        await file.Complete(CancellationToken.None);
        return folder;
    }
}
