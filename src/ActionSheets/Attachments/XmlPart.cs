using System.IO.Compression;
using System.Xml;

namespace ActionSheets.Attachments;

/// <summary>An XML entry of an archive, read as what it is: written by a stranger.</summary>
internal static class XmlPart
{
    private const long MostCharacters = 2_000_000;

    public static XmlReader Open(ZipArchiveEntry part) => XmlReader.Create(
        part.Open(), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters, CloseInput = true });
}
