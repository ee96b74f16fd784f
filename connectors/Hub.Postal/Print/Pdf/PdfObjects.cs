using System.Globalization;
using System.Text;

namespace Hub.Postal.Print.Pdf;

/// <summary>Numbered objects one after the other, then the table that says where each begins.</summary>
internal sealed class PdfObjects
{
    private readonly Stream _stream;
    private readonly List<long> _offsets = [];
    private long _position;

    public PdfObjects(Stream stream)
    {
        _stream = stream;
        // The second line tells transfer programs that the file is not text.
        Put("%PDF-1.7\n%"u8);
        Put([0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
    }

    public int Reserve()
    {
        _offsets.Add(0);
        return _offsets.Count;
    }

    public void Write(int number, string body)
    {
        Begin(number);
        Put(body);
        Put("\nendobj\n"u8);
    }

    /// <param name="entries">Of the stream's dictionary, beyond length and filter.</param>
    public void WriteStream(int number, string entries, ReadOnlySpan<byte> data)
    {
        var packed = PdfDocument.Compress(data);
        Begin(number);
        Put($"<< /Length {packed.Length} /Filter /FlateDecode {entries}>>\nstream\n");
        Put(packed);
        Put("\nendstream\nendobj\n"u8);
    }

    public void Finish(int catalog, int info)
    {
        var start = _position;
        var table = new StringBuilder("xref\n").Append(CultureInfo.InvariantCulture, $"0 {_offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in _offsets)
        {
            table.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        }

        Put(table.Append(CultureInfo.InvariantCulture,
            $"trailer\n<< /Size {_offsets.Count + 1} /Root {catalog} 0 R /Info {info} 0 R >>\nstartxref\n{start}\n%%EOF\n").ToString());
    }

    private void Begin(int number)
    {
        _offsets[number - 1] = _position;
        Put($"{number} 0 obj\n");
    }

    private void Put(string text) => Put(Encoding.Latin1.GetBytes(text));

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _position += bytes.Length;
    }
}
