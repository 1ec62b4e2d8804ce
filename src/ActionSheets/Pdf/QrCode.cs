using QRCoder;

namespace ActionSheets.Pdf;

/// <summary>A QR code as black runs of modules, the rim that a reader needs included; the same text is the same runs.</summary>
/// <param name="Size">Modules on a side.</param>
internal sealed record QrCode(int Size, IReadOnlyList<(int Row, int Column, int Length)> Runs)
{
    /// <summary>Corrects what a fold or a stain of the paper takes: a seventh of it.</summary>
    private const QRCodeGenerator.ECCLevel Correction = QRCodeGenerator.ECCLevel.M;

    public static QrCode Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, Correction);
        var runs = new List<(int Row, int Column, int Length)>();
        for (var row = 0; row < code.ModuleMatrix.Count; row++)
        {
            var modules = code.ModuleMatrix[row];
            for (var column = 0; column < modules.Length; column++)
            {
                if (!modules[column])
                {
                    continue;
                }

                var start = column;
                while (column < modules.Length && modules[column])
                {
                    column++;
                }

                runs.Add((row, start, column - start));
            }
        }

        return new QrCode(code.ModuleMatrix.Count, runs);
    }
}
