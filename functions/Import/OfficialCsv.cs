using System.Text;
using Hub.Core;
using Hub.Functions.Shell;

namespace Hub.Functions.Import;

/// <summary>A list as CSV, UTF-8, whose first line names the columns.</summary>
public sealed class OfficialCsv
{
    // A list is sent whole, in one request.
    private const long MaxBytes = 12 * 1024 * 1024;

    private readonly string _file;
    private readonly Dictionary<string, int> _places;
    private CsvLine _line;

    private OfficialCsv(string file, CsvLine header, Dictionary<string, int> places) => (_file, _line, _places) = (file, header, places);

    /// <exception cref="UsageException">The file cannot be read, is no CSV in UTF-8, lacks a column or names one twice, or a cell is wrong; the message names line and column.</exception>
    public static IReadOnlyList<T> Read<T>(string file, IReadOnlyList<string> columns, Func<OfficialCsv, T> row)
    {
        using var lines = new CsvLines(file, Encoding.UTF8.GetString(StrictText.Bytes(file, MaxBytes).Span)).Read().GetEnumerator();
        if (!lines.MoveNext())
        {
            throw new UsageException($"{file}: tệp rỗng / the file is empty");
        }

        var header = lines.Current;
        var csv = new OfficialCsv(file, header, Places(file, header));
        if (columns.FirstOrDefault(column => !csv._places.ContainsKey(column)) is { } missing)
        {
            throw new UsageException($"{file}:1: thiếu cột '{missing}'; cần có {string.Join(", ", columns)} / the column '{missing}' is missing");
        }

        var list = new List<T>();
        while (lines.MoveNext())
        {
            csv._line = lines.Current;
            csv.Count(header.Cells.Count);
            list.Add(row(csv));
        }

        return list;
    }

    public string Needed(string column, Bilingual text) => Cell(column) ?? throw Wrong(column, text);

    public string? Cell(string column) => At(column).Text.Trim() is { Length: > 0 } text ? text : null;

    public string[] Parts(string column) => At(column).Text.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public UsageException Wrong(string column, Bilingual text) => new($"{_file}:{_line.Number} [{column}]: {text}");

    private CsvCell At(string column) => _line.Cells[_places[column]];

    // Two columns of one name would leave it to chance which of them counts.
    private static Dictionary<string, int> Places(string file, CsvLine header)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (cell, place) in header.Cells.Select((cell, place) => (cell, place)))
        {
            var name = cell.Text.Trim();
            if (name.Length == 0)
            {
                throw CsvLines.Wrong(file, header.Number, cell.Column, ("cột không có tên", "a column without a name"));
            }

            if (!places.TryAdd(name, place))
            {
                throw CsvLines.Wrong(file, header.Number, cell.Column, ($"cột '{name}' lặp lại", $"the column '{name}' is there twice"));
            }
        }

        return places;
    }

    private void Count(int expected)
    {
        if (_line.Cells.Count != expected)
        {
            var at = _line.Cells[Math.Min(_line.Cells.Count - 1, expected)];
            throw CsvLines.Wrong(
                _file, _line.Number, at.Column, ($"dòng có {_line.Cells.Count} ô, tiêu đề có {expected} cột", $"the line has {_line.Cells.Count} cells, the header {expected} columns"));
        }
    }
}
