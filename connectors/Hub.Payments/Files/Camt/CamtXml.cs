using System.Text;
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
    private readonly char[] _chunk = new char[1024];
    private readonly StringBuilder _text = new();

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
        _text.Clear();
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

        return Vietnamese.Compose(_text.ToString().Trim());
    }

    public void Dispose() => _xml.Dispose();

    private void TakeChunks()
    {
        for (int read; (read = _xml.ReadValueChunk(_chunk, 0, _chunk.Length)) > 0;)
        {
            _text.Append(_chunk, 0, read);
            if (_text.Length > MostText)
            {
                throw TooLarge();
            }
        }
    }

    private FileFaultException TooLarge() => new(At, RefusalCodes.Limit, ("XML lồng quá sâu hoặc có đoạn chữ quá dài", "The XML is nested too deeply or holds a text that is too long"));

    private static FileFaultException Broken(XmlException broken) => new(new Place(Math.Max(1, broken.LineNumber), Math.Max(1, broken.LinePosition)), RefusalCodes.Format,
        ("XML hỏng, bị cắt ngang hoặc có DTD; phần sau chỗ này không đọc được", "The XML is broken, cut short or has a DTD; nothing after this place can be read"));
}
