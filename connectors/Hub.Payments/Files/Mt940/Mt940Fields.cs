using System.Text;
using Hub.Payments.Files.Statements;

namespace Hub.Payments.Files.Mt940;

/// <summary>The field that is being read, and the small fields of an MT940.</summary>
internal sealed class Mt940Fields
{
    /// <summary>A full line of <c>:86:</c>; where it is full, a word may go on in the next.</summary>
    private const int FullLine = 65;

    private char[] _content = new char[1024];
    private int _length;
    private int _lines;

    public bool IsOpen { get; private set; }

    public string Tag { get; private set; } = "";

    public Place At { get; private set; }

    /// <summary>Lines parted by LF. Valid until the next field begins.</summary>
    public ReadOnlySpan<char> Content => _content.AsSpan(0, _length);

    public readonly record struct Balance(long Amount, DateOnly Day, string Currency);

    public void Begin(string tag, ReadOnlySpan<char> content, Place at)
    {
        (Tag, At, IsOpen, _length, _lines) = (tag, at, true, 0, 1);
        Append(content);
    }

    public bool TryContinue(ReadOnlySpan<char> line, int mostLines)
    {
        if (++_lines > mostLines)
        {
            return false;
        }

        Append("\n");
        Append(line);
        return true;
    }

    public void End() => IsOpen = false;

    /// <summary><c>:25:</c>, <c>:60F:</c> and the like at the beginning of a line.</summary>
    public static bool TryTag(ReadOnlySpan<char> line, out string tag)
    {
        tag = "";
        if (line.Length < 4 || line[0] != ':' || !char.IsAsciiDigit(line[1]) || !char.IsAsciiDigit(line[2]))
        {
            return false;
        }

        var length = line[3] == ':' ? 2 : line.Length > 4 && char.IsAsciiLetterUpper(line[3]) && line[4] == ':' ? 3 : 0;
        tag = length == 0 ? "" : line.Slice(1, length) switch { "61" => "61", "86" => "86", var other => other.ToString() };
        return length > 0;
    }

    /// <summary>The account without the bank before it and the currency behind it.</summary>
    public static string Account(ReadOnlySpan<char> content)
    {
        var end = content.IndexOf('\n') is var first and >= 0 ? first : content.Length;
        content = content[..end].Trim();
        content = content[(content.LastIndexOf('/') + 1)..].Trim();
        if (content.Length > 3 && content.EndsWith(StatementHead.Dong) && char.IsAsciiDigit(content[0]))
        {
            content = content[..^3].TrimEnd();
        }

        return content.Length > 40 ? "" : content.ToString();
    }

    /// <summary>C or D, <c>yymmdd</c>, currency, amount.</summary>
    public static Mt940Line.Fault? ReadBalance(ReadOnlySpan<char> content, out Balance balance)
    {
        balance = default;
        if (content is not ['C' or 'D', ..] || content.Length < 11)
        {
            return new(1, RefusalCodes.Format, ("Không đọc được số dư", "The balance cannot be read"));
        }

        if (Mt940Line.ReadDay(content[1..], out var day) is { } wrongDay)
        {
            return wrongDay with { Column = 2 };
        }

        var currency = content.Slice(7, 3);
        if (!currency.SequenceEqual(StatementHead.Dong))
        {
            balance = new Balance(0, day, currency.ToString());
            return new(8, RefusalCodes.Currency, Reasons.Currency(balance.Currency));
        }

        var end = content.IndexOf('\n') is var first and >= 0 ? first : content.Length;
        if (end < 11)
        {
            return new(11, RefusalCodes.Amount, ("Không đọc được số dư", "The balance cannot be read"));
        }

        if (Mt940Line.ReadAmount(content[10..end].Trim(), 11, out var amount) is { } wrongAmount)
        {
            return wrongAmount;
        }

        balance = new Balance(content[0] == 'C' ? amount : -amount, day, StatementHead.Dong);
        return null;
    }

    /// <summary>The lines of a narrative as one text: a full line goes on where it was cut, a shorter one ended there.</summary>
    public static string Join(ReadOnlySpan<char> content)
    {
        if (!content.Contains('\n'))
        {
            return content.ToString();
        }

        var joined = new StringBuilder(content.Length);
        foreach (var range in content.Split('\n'))
        {
            var line = content[range];
            joined.Append(line);
            if (line.Length < FullLine && range.End.Value < content.Length)
            {
                joined.Append(' ');
            }
        }

        return joined.ToString();
    }

    /// <summary>The same without anything at the breaks.</summary>
    public static string Glue(ReadOnlySpan<char> content) => content.ToString().Replace("\n", "", StringComparison.Ordinal);

    private void Append(ReadOnlySpan<char> text)
    {
        if (_length + text.Length > _content.Length)
        {
            Array.Resize(ref _content, Math.Max(_content.Length * 2, _length + text.Length));
        }

        text.CopyTo(_content.AsSpan(_length));
        _length += text.Length;
    }
}
