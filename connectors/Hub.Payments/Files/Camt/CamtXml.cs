using System.Xml;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Camt;

/// <summary>A statement in XML as a stream of elements: no DTD, nothing fetched, no text held beyond what a statement may say.</summary>
internal sealed class CamtXml : IDisposable
{
    private const int MostText = 4 * 1024;
    private const int MostDepth = 64;

    private readonly XmlReader _xml;
    private readonly char[] _text = new char[MostText + 1];
    private int _length;

    public CamtXml(Stream stream)
    {
        FileText.KnowCodePages();
        _xml = XmlReader.Create(stream, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = false,
        });
    }

    public string Name => _xml.LocalName;

    public string Namespace => _xml.NamespaceURI;

    public int Depth => _xml.Depth;

    public bool IsStart => _xml.NodeType is XmlNodeType.Element;

    public bool IsEnd => _xml.NodeType is XmlNodeType.EndElement;

    public bool IsEmpty => _xml.IsEmptyElement;

    public Place At => _xml is IXmlLineInfo info ? new(info.LineNumber, Math.Max(1, info.LinePosition - 1)) : default;

    public string? Attribute(string name) => _xml.GetAttribute(name);

    /// <exception cref="FileFaultException">The XML is broken, has a DTD or is nested too deeply.</exception>
    public bool Read()
    {
        try
        {
            return _xml.Read() && (_xml.Depth <= MostDepth ? true : throw TooLarge());
        }
        catch (XmlException broken)
        {
            throw Broken(broken);
        }
    }

    /// <summary>The text of the element it stands on, which it leaves at its end.</summary>
    public string Text()
    {
        _length = 0;
        if (_xml.IsEmptyElement)
        {
            return "";
        }

        var depth = _xml.Depth;
        try
        {
            while (_xml.Read() && _xml.Depth > depth)
            {
                if (_xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                {
                    TakeChunks();
                }
            }
        }
        catch (XmlException broken)
        {
            throw Broken(broken);
        }

        return Vietnamese.Compose(Known(_text.AsSpan(0, _length).Trim()));
    }

    public void Dispose() => _xml.Dispose();

    private void TakeChunks()
    {
        for (int read; (read = _xml.ReadValueChunk(_text, _length, _text.Length - _length)) > 0;)
        {
            _length += read;
            if (_length > MostText)
            {
                throw TooLarge();
            }
        }
    }

    // Words that nearly every entry has are not made anew each time.
    private static string Known(ReadOnlySpan<char> text) => text switch
    {
        "CRDT" => "CRDT",
        "DBIT" => "DBIT",
        "BOOK" => "BOOK",
        "NOTPROVIDED" => "NOTPROVIDED",
        _ => text.ToString(),
    };

    private FileFaultException TooLarge() => new(At, RefusalCodes.Limit, ("XML lồng quá sâu hoặc có đoạn chữ quá dài", "The XML is nested too deeply or holds a text that is too long"));

    private static FileFaultException Broken(XmlException broken) => new(new Place(Math.Max(1, broken.LineNumber), Math.Max(1, broken.LinePosition)), RefusalCodes.Format,
        ("XML hỏng, bị cắt ngang hoặc có DTD; phần sau chỗ này không đọc được", "The XML is broken, cut short or has a DTD; nothing after this place can be read"));
}
