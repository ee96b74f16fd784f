using System.Text;
using Hub.Core;
using Hub.Functions.Shell;

namespace Hub.Functions.Import;

/// <summary>One line of a list. Lines and columns count from 1, columns in characters.</summary>
internal sealed record CsvLine(int Number, IReadOnlyList<CsvCell> Cells);

internal readonly record struct CsvCell(string Text, int Column);

/// <summary>
/// Reads comma-separated values by RFC 4180, and stricter in one point: a cell ends on its line. A quote that somebody forgot to close would swallow the lines
/// up to the next quote, and what comes of it may still have the right number of cells.
/// </summary>
internal sealed class CsvLines(string file, string text)
{
    private readonly StringBuilder _cell = new();
    private int _at;
    private int _line = 1;
    private int _start;

    private int Column => _at - _start + 1;

    /// <summary>Lines with nothing in them are left out.</summary>
    /// <exception cref="UsageException">A quote that is not closed or stands in the middle of a cell, NUL or another control character; the message names line and column.</exception>
    public IEnumerable<CsvLine> Read()
    {
        while (_at < text.Length)
        {
            var cells = Line();
            if (cells.Count > 1 || cells[0].Text.Length > 0)
            {
                yield return new CsvLine(_line, cells);
            }

            _at += text.AsSpan(_at).StartsWith("\r\n") ? 2 : 1;
            (_line, _start) = (_line + 1, _at);
        }
    }

    public static UsageException Wrong(string file, int line, int column, Bilingual says) => new($"{file}:{line}:{column}: {says}");

    private List<CsvCell> Line()
    {
        var cells = new List<CsvCell>();
        do
        {
            var column = Column;
            cells.Add(new CsvCell(_at < text.Length && text[_at] == '"' ? Quoted() : Plain(), column));
        }
        while (Takes(','));
        return IsEnd() ? cells : throw Wrong(("sau dấu ngoặc kép đóng phải là dấu phẩy hoặc hết dòng", "after a closing quote there is a comma or the end of the line"));
    }

    private string Plain()
    {
        var from = _at;
        for (; !IsEnd() && text[_at] != ','; _at++)
        {
            if (text[_at] == '"')
            {
                throw Wrong(("dấu ngoặc kép giữa ô: đặt cả ô trong ngoặc kép và viết dấu này hai lần", "a quote in the middle of a cell: put the cell into quotes and write this one twice"));
            }

            Check();
        }

        return text[from.._at];
    }

    private string Quoted()
    {
        var opened = Column;
        _cell.Clear();
        for (_at++; ; _at++)
        {
            if (IsEnd())
            {
                throw Wrong(file, _line, opened, ("dấu ngoặc kép mở ở đây không đóng trên cùng dòng", "the quote that opens here is not closed on its line"));
            }

            if (text[_at] == '"')
            {
                if (_at + 1 >= text.Length || text[_at + 1] != '"')
                {
                    _at++;
                    return _cell.ToString();
                }

                _at++;
            }
            else
            {
                Check();
            }

            _cell.Append(text[_at]);
        }
    }

    private void Check()
    {
        if (text[_at] == '\uFFFD')
        {
            throw Wrong(("ký tự thay thế U+FFFD: tệp đã mất chữ ở đây; lấy lại tệp gốc", "the replacement character U+FFFD: a letter was lost here; get the original file"));
        }

        if (text[_at] != '\t' && char.IsControl(text[_at]))
        {
            throw Wrong(($"ký tự điều khiển U+{(int)text[_at]:X4}", $"the control character U+{(int)text[_at]:X4}"));
        }
    }

    private bool IsEnd() => _at >= text.Length || text[_at] == '\n' || text.AsSpan(_at).StartsWith("\r\n");

    private bool Takes(char letter)
    {
        if (_at >= text.Length || text[_at] != letter)
        {
            return false;
        }

        _at++;
        return true;
    }

    private UsageException Wrong(Bilingual says) => Wrong(file, _line, Column, says);
}
