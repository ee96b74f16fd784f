using Hub.Core;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Mt940;

/// <summary>
/// MT940, with or without SWIFT envelopes, any number of messages. A message begins at <c>:20:</c> and ends at a line <c>-</c> or <c>-}</c>; pages of one
/// statement are joined by their intermediate balances (<c>:62M:</c>, <c>:60M:</c>).
/// </summary>
internal sealed class Mt940Reader(Stream stream) : PartReader
{
    private const int MostFieldLines = 64;
    private const string Statement = "940";

    private readonly TextLines _lines = new(stream);
    private readonly Mt940Fields _field = new();
    private string? _type;
    private string? _reference;
    private string _account = "";
    private string? _number;
    private string? _page;
    private bool _isPassedOver;
    private bool _hasBegun;
    private (Mt940Line Line, Place At)? _pending;
    private char[] _content = new char[512];
    private int _length;

    public override void Dispose() => _lines.Dispose();

    protected override bool Step()
    {
        if (!_lines.Read())
        {
            EndField();
            EndMessage();
            if (!_hasBegun)
            {
                throw new FileFaultException(new Place(1, 1), RefusalCodes.Kind, ("Không có bản tin MT940 nào trong tệp", "There is no MT940 message in the file"));
            }

            return false;
        }

        Line(_lines.Line, 1);
        return true;
    }

    private void Line(ReadOnlySpan<char> line, int column)
    {
        for (var rest = line.TrimEnd(); !rest.IsEmpty;)
        {
            rest = Part(rest, ref column);
        }
    }

    /// <returns>What is left of the line behind an envelope.</returns>
    private ReadOnlySpan<char> Part(ReadOnlySpan<char> line, scoped ref int column)
    {
        if (line[0] == '{')
        {
            return Envelope(line, ref column);
        }

        if (line is "-" || line.StartsWith("-}"))
        {
            EndField();
            EndMessage();
            var next = line.IndexOf('{');
            column += next;
            return next < 0 ? default : line[next..];
        }

        if (Mt940Fields.TryTag(line, out var tag))
        {
            EndField();
            _field.Begin(tag, line[(tag.Length + 2)..], new Place(_lines.Number, column + tag.Length + 2));
        }
        else if (_field.IsOpen && !_field.TryContinue(line, MostFieldLines))
        {
            throw new FileFaultException(new Place(_lines.Number, 1), RefusalCodes.Format, ("Trường dài quá mức; đây không phải sao kê MT940", "A field is too long for an MT940 statement"));
        }

        return default;
    }

    // {1:F01…}{2:O940…}{4: and whatever follows on the same line.
    private ReadOnlySpan<char> Envelope(ReadOnlySpan<char> line, scoped ref int column)
    {
        var body = line.IndexOf("{4:");
        var head = body < 0 ? line : line[..body];
        if (head.IndexOf("{2:") is var type and >= 0 && head.Length >= type + 7)
        {
            EndField();
            EndMessage();
            _type = head.Slice(type + 4, 3).ToString();
            if (_type != Statement)
            {
                _hasBegun = true;
                Refuse(new Place(_lines.Number, column + type), _type == "942" ? RefusalCodes.Mt942 : RefusalCodes.OtherMessage, OtherMessage(_type));
            }
        }

        column += body + 3;
        return body < 0 ? default : line[(body + 3)..];
    }

    private static Bilingual OtherMessage(string type) => type == "942"
        ? ("MT942 là báo cáo trong ngày, chưa phải sao kê; chờ MT940", "MT942 is a report within the day, no statement; wait for the MT940")
        : ("Bản tin SWIFT này không phải sao kê MT940", "This SWIFT message is no MT940 statement");

    private void EndMessage()
    {
        EndLine();
        if (Chain.IsPageOpen)
        {
            Chain.CutShort();
        }

        (_type, _reference, _account, _number, _page, _isPassedOver) = (null, null, "", null, null, false);
    }

    private void EndField()
    {
        if (!_field.IsOpen)
        {
            return;
        }

        var (tag, at) = (_field.Tag, _field.At);
        var content = _field.Content;
        _field.End();
        if (tag != "86")
        {
            EndLine();
        }

        // A message of another type may have a message of the right type behind it without an envelope.
        if (tag == "20")
        {
            BeginMessage(content);
        }
        else if (!_isPassedOver && (_type ?? Statement) == Statement)
        {
            Field(tag, content, at);
        }
    }

    private void BeginMessage(ReadOnlySpan<char> content)
    {
        var type = _type;
        if (_reference is not null)
        {
            EndMessage();
            type = null;
        }

        _type = type;
        _hasBegun = true;
        _reference = content.ToString();
    }

    private void Field(string tag, ReadOnlySpan<char> content, Place at)
    {
        switch (tag)
        {
            case "25" or "25P":
                _account = Mt940Fields.Account(content);
                break;
            case "28C" or "28":
                var slash = content.IndexOf('/');
                _number = content[..(slash >= 0 ? slash : content.Length)].Trim().ToString();
                _page = slash >= 0 ? content[(slash + 1)..].Trim().ToString() : null;
                break;
            case "60F" or "60M":
                Opening(content, at, isIntermediate: tag == "60M");
                break;
            case "61":
                Movement(content, at);
                break;
            case "86":
                EndLine(content);
                break;
            case "62F" or "62M":
                Closing(content, at, isIntermediate: tag == "62M");
                break;
            case "34F" or "13D" when !Chain.IsPageOpen && !_isPassedOver:
                _isPassedOver = true;
                Refuse(at, RefusalCodes.Mt942, OtherMessage("942"));
                break;
        }
    }

    private void Opening(ReadOnlySpan<char> content, Place at, bool isIntermediate)
    {
        if (_account.Length == 0)
        {
            PassOver(at, RefusalCodes.Account, ("Sao kê không ghi số tài khoản (:25:)", "The statement names no account (:25:)"));
            return;
        }

        // What a bank calls a statement is kept with it.
        if (CardScreen.Holds(_number, isReference: true) || CardScreen.Holds(_page, isReference: true) || CardScreen.Holds(_reference, isReference: true))
        {
            Chain.Refuse(at, new StatementHead { Ordinal = 0, Account = _account });
            PassOver(at, RefusalCodes.Card, Reasons.Card);
            return;
        }

        if (Mt940Fields.ReadBalance(content, out var balance) is { } fault)
        {
            Chain.Refuse(at, new StatementHead { Ordinal = 0, Account = _account, Currency = balance.Currency ?? StatementHead.Dong, Number = _number, Reference = _reference });
            PassOver(at with { Column = at.Column + fault.Column - 1 }, fault.Code, fault.Reason);
            return;
        }

        var head = new StatementHead { Ordinal = 0, Account = _account, Number = _number, Page = _page, Reference = _reference, Opening = balance.Amount, OpeningDay = balance.Day };
        Chain.Open(at, head, isIntermediate);
    }

    private void Movement(ReadOnlySpan<char> content, Place at)
    {
        if (!Chain.IsPageOpen)
        {
            PassOver(at, RefusalCodes.Format, ("Dòng giao dịch không nằm trong sao kê nào (thiếu :60F:)", "A movement outside a statement (:60F: is missing)"));
            return;
        }

        var end = content.IndexOf('\n') is var first and >= 0 ? first : content.Length;
        if (Mt940Line.Read(content[..end], out var line) is { } fault)
        {
            Chain.RefuseLine();
            Refuse(at with { Column = at.Column + fault.Column - 1 }, fault.Code, fault.Reason);
            return;
        }

        _pending = (line, at);
        _length = content.Length;
        if (_content.Length < _length)
        {
            _content = new char[_length * 2];
        }

        content.CopyTo(_content);
    }

    // The movement waits for its :86:, which may not come.
    private void EndLine(ReadOnlySpan<char> narrative = default)
    {
        if (_pending is not { } pending)
        {
            return;
        }

        _pending = null;
        var (line, at) = pending;
        var content = _content.AsSpan(0, _length);
        var own = content.IndexOf('\n') is var end and >= 0 ? content[(end + 1)..] : default;
        var text = Mt940Fields.Join(narrative.IsEmpty ? own : narrative);
        if (CardScreen.Holds(text) || CardScreen.Holds(own) || CardScreen.Holds(line.CustomerReference, isReference: true) || CardScreen.Holds(line.BankReference, isReference: true)
            || (narrative.Contains('\n') && CardScreen.Holds(Mt940Fields.Glue(narrative))))
        {
            Chain.RefuseLine();
            Refuse(at, RefusalCodes.Card, Reasons.Card);
            return;
        }

        var raw = narrative.IsEmpty ? content.ToString() : string.Concat(content, "\n", narrative);
        raw = Vietnamese.Compose(raw);
        var twin = Chain.Twin(_account, line.ValueDay, raw);
        if (twin == 0)
        {
            throw new FileFaultException(at, RefusalCodes.Limit, Reasons.OldDay);
        }

        Chain.Add(new StatementLine
        {
            Statement = Chain.Ordinal,
            Account = _account,
            ValueDay = line.ValueDay,
            BookedDay = line.EntryDay,
            Amount = line.Amount,
            IsReversal = line.IsReversal,
            Type = line.Type,
            CustomerReference = line.CustomerReference,
            BankReference = line.BankReference,
            Text = Vietnamese.Compose(text),
            Raw = raw,
            Twin = twin,
            At = at,
        });
    }

    private void Closing(ReadOnlySpan<char> content, Place at, bool isIntermediate)
    {
        if (!Chain.IsPageOpen)
        {
            return;
        }

        if (Mt940Fields.ReadBalance(content, out var balance) is { } fault)
        {
            Refuse(at with { Column = at.Column + fault.Column - 1 }, fault.Code, fault.Reason);
            Chain.CutShort();
            _isPassedOver = true;
            return;
        }

        Chain.Close(at, balance.Amount, balance.Day, isIntermediate);
    }

    private void PassOver(Place at, string code, Bilingual reason)
    {
        _isPassedOver = true;
        Refuse(at, code, reason);
    }
}
