using System.Text;
using CsvHelper;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Sheets;

/// <summary>CSV in any of the encodings that <see cref="FileText"/> knows, parted by whatever parts the most lines alike.</summary>
internal sealed class CsvRows : SheetRows
{
    private const int MostRecord = 64 * 1024;
    private const int Looked = 100;

    private readonly CsvReader _csv;
    private readonly SheetCell?[] _cells = new SheetCell?[MostColumns];
    private int? _openQuote;

    public CsvRows(Stream stream, char? separator)
    {
        var encoding = FileText.Detect(stream);
        separator ??= Separator(stream, encoding);
        _csv = CsvReader.Create(
            stream,
            CsvReaderOptions.Default with
            {
                Separator = separator,
                HasHeader = false,
                TrackLineNumbers = true,
                MaxRecordSize = MostRecord,
                Encoding = encoding,
                IncludeValuesInExceptions = false,
                OnMalformedRecord = Recovered,
            },
            true);
    }

    public override int Line => (int)_csv.LineNumber;

    public override int Count => _csv.FieldCount;

    // A cell is asked for several times: for a card number, a label, its value.
    public override SheetCell this[int column] => column >= _csv.FieldCount ? default
        : column >= _cells.Length ? new SheetCell(Plain(_csv.GetString(column)))
        : _cells[column] ??= new SheetCell(Plain(_csv.GetString(column)));

    public override bool Read()
    {
        try
        {
            Array.Clear(_cells, 0, Math.Min(_csv.FieldCount, _cells.Length));
            var isRead = _csv.Read();
            return _openQuote is { } line ? throw Broken(line) : isRead;
        }
        catch (CsvFormatException broken)
        {
            throw Broken((int)Math.Max(1, broken.LineNumber));
        }
        catch (DecoderFallbackException)
        {
            throw new FileFaultException(new Place(Line + 1, 1), RefusalCodes.Encoding, ("Có byte không đọc được theo bảng mã của tệp", "Bytes that the file's encoding does not know"));
        }
    }

    public override void Dispose() => _csv.Dispose();

    // A quote inside a line is a payer's. One that took further lines with it has swallowed movements.
    private void Recovered(CsvMalformedRecord record)
    {
        if (record.Reason is CsvMalformedReason.UnterminatedQuote || record.RawRecord.AsSpan().ContainsAny('\n', '\r'))
        {
            _openQuote ??= (int)record.LineNumber;
        }
    }

    private static FileFaultException Broken(int line) => new(new Place(line, 1), RefusalCodes.Format,
        ("Dấu nháy kép mở mà không đóng, hoặc dòng dài quá mức; phần sau chỗ này không đọc được", "A quote is never closed, or a line is too long; nothing after this place can be read"));

    // Exports keep leading zeros by ="0012" or '0012.
    private static string Plain(string text) =>
        text.StartsWith("=\"", StringComparison.Ordinal) && text.EndsWith('"') && text.Length > 2 ? text[2..^1]
        : text.Length > 1 && text[0] == '\'' && char.IsAsciiDigit(text[1]) ? text[1..]
        : text;

    private static char Separator(Stream stream, Encoding encoding)
    {
        var begin = stream.Position;
        using var reader = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, 16 * 1024, leaveOpen: true);
        var text = new char[16 * 1024];
        int length;
        try
        {
            length = reader.ReadBlock(text);
        }
        catch (DecoderFallbackException)
        {
            length = 0;
        }

        stream.Position = begin;
        return ",;\t|".MaxBy(mark => Alike(text.AsSpan(0, length), mark));
    }

    // How many of the first lines have the most common number of marks, outside quotes.
    private static int Alike(ReadOnlySpan<char> text, char mark)
    {
        Dictionary<int, int> counts = [];
        var (marks, isQuoted, lines) = (0, false, 0);
        foreach (var c in text)
        {
            isQuoted ^= c == '"';
            marks += c == mark && !isQuoted ? 1 : 0;
            if (c == '\n' && !isQuoted)
            {
                counts[marks] = counts.GetValueOrDefault(marks) + 1;
                marks = 0;
                if (++lines == Looked)
                {
                    break;
                }
            }
        }

        counts[marks] = counts.GetValueOrDefault(marks) + 1;
        return counts.Where(pair => pair.Key > 0).Select(pair => (pair.Value * 100) + Math.Min(pair.Key, 99)).DefaultIfEmpty(0).Max();
    }
}
