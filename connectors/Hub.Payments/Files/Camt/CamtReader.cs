using System.Text.RegularExpressions;
using Hub.Core;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Camt;

/// <summary>
/// camt.053.001.02 to .08, an entry at a time. Only entries with status BOOK count. A batch entry becomes a line for each of its details where all of them tell an
/// amount and these make the entry's; else it stays the one line that the bank booked.
/// </summary>
internal sealed partial class CamtReader : PartReader
{
    private const int FirstVersion = 2;
    private const int LastVersion = 8;

    private readonly CamtXml _xml;
    private readonly CamtEntryReader _entries;
    private readonly CamtPath _path = new();
    private CamtStatement _statement = new();
    private bool _isKnown;
    private bool _isPassedOver;
    private int _statements;

    public CamtReader(Stream stream)
    {
        stream.Position = 0;
        _xml = new CamtXml(stream);
        _entries = new CamtEntryReader(_xml, Refuse);
    }

    public override void Dispose() => _xml.Dispose();

    protected override bool Step()
    {
        if (!_xml.Read())
        {
            return _statements > 0 || _isPassedOver ? false : throw new FileFaultException(new Place(1, 1), RefusalCodes.Kind, ("Không có sao kê camt.053 nào trong tệp", "There is no camt.053 statement in the file"));
        }

        if (_xml.IsEnd)
        {
            _path.Leave(_xml.Depth);
            if (_path.Depth == 0 && _xml.Name == "Stmt")
            {
                End();
            }
        }
        else if (_xml.IsStart)
        {
            Element();
        }

        return true;
    }

    private void Element()
    {
        if (!_isKnown)
        {
            if (Message().Match(_xml.Namespace) is not { Success: true } message)
            {
                return;
            }

            _isKnown = true;
            Know(message);
        }

        if (_isPassedOver)
        {
            return;
        }

        if (_xml.Name == "Stmt")
        {
            _statement = new CamtStatement { IsOpen = true, At = _xml.At };
            _statements++;
            _path.Enter(_xml.Depth);
            if (_xml.IsEmpty)
            {
                End();
            }
        }
        else if (_statement.IsOpen)
        {
            InStatement();
        }
    }

    private void Know(Match message)
    {
        var (kind, version) = (message.Groups["kind"].Value, message.Groups["version"].Value);
        if (kind != "053")
        {
            _isPassedOver = true;
            Refuse(_xml.At, kind == "052" ? RefusalCodes.Camt052 : RefusalCodes.Camt054, kind == "052"
                ? ("camt.052 là báo cáo trong ngày, chưa phải sao kê; chờ camt.053", "camt.052 is a report within the day, no statement; wait for the camt.053")
                : ("camt.054 là giấy báo từng khoản, không phải sao kê; chờ camt.053", "camt.054 is a notice of single movements, no statement; wait for the camt.053"));
        }
        else if (!int.TryParse(version, out var number) || number is < FirstVersion or > LastVersion)
        {
            _isPassedOver = true;
            Refuse(_xml.At, RefusalCodes.CamtVersion, ("Phiên bản camt.053 này chưa được hỗ trợ; nhận từ .02 đến .08", "This version of camt.053 is not supported; .02 to .08 are"));
        }
    }

    private void InStatement()
    {
        var at = _xml.At;
        switch (_path.Enter(_xml))
        {
            case "Id":
                _statement.Id = _xml.Text();
                break;
            case "ElctrncSeqNb":
                _statement.Number = _xml.Text();
                break;
            case "Acct/Id/IBAN" or "Acct/Id/Othr/Id" or "Acct/Id/PrtryAcct/Id":
                _statement.Account = _xml.Text();
                break;
            case "Acct/Ccy":
                _statement.Currency = _xml.Text();
                _statement.CurrencyAt = at;
                break;
            case "Bal":
                _statement.Take(CamtBalance.Read(_xml));
                break;
            case "Ntry":
                Entry(at);
                break;
        }
    }

    private void Entry(Place at)
    {
        if (!_statement.IsBegun)
        {
            Begin();
        }

        if (_statement.IsRefused)
        {
            CamtEntryReader.Skip(_xml);
            return;
        }

        var entry = _entries.Read(at);
        if (entry.IsRefused)
        {
            Chain.RefuseLine();
            return;
        }

        if (!entry.IsBooked)
        {
            Chain.PassOver();
            return;
        }

        foreach (var line in entry.Lines(_statement.Account))
        {
            var twin = Chain.Twin(_statement.Account, line.ValueDay, line.Raw);
            Chain.Add(twin > 0 ? line with { Statement = Chain.Ordinal, Twin = twin } : throw new FileFaultException(at, RefusalCodes.Limit, Reasons.OldDay));
        }
    }

    private void Begin()
    {
        _statement.IsBegun = true;
        var head = new StatementHead
        {
            Ordinal = 0,
            Account = _statement.Account,
            Currency = _statement.BalanceCurrency ?? _statement.Currency ?? StatementHead.Dong,
            Number = _statement.Number,
            Reference = _statement.Id,
            Opening = _statement.Opening?.Amount,
            OpeningDay = _statement.Opening?.Day,
        };
        // What a bank calls a statement is kept with it.
        var holdsCard = CardScreen.Holds(head.Number, isReference: true) || CardScreen.Holds(head.Reference, isReference: true);
        head = holdsCard ? head with { Number = null, Reference = null } : head;
        var fault = holdsCard ? (_statement.At, RefusalCodes.Card, Reasons.Card)
            : _statement.Account.Length == 0
                ? (_statement.At, RefusalCodes.Account, ("Sao kê không ghi số tài khoản", "The statement names no account"))
            : head.Currency != StatementHead.Dong ? (_statement.CurrencyAt, RefusalCodes.Currency, Reasons.Currency(head.Currency))
            : _statement.Fault is { } wrong ? (wrong.Place, wrong.Code, wrong.Reason)
            : _statement.Opening is null ? (_statement.At, RefusalCodes.Format, ("Sao kê không có số dư đầu (OPBD)", "The statement has no opening balance (OPBD)"))
            : ((Place, string, Bilingual)?)null;
        if (fault is var (place, code, reason))
        {
            _statement.IsRefused = true;
            Chain.Refuse(_statement.At, head);
            Refuse(place, code, reason);
            return;
        }

        Chain.Open(_statement.At, head, _statement.Opening!.IsIntermediate);
    }

    private void End()
    {
        if (!_statement.IsOpen)
        {
            return;
        }

        if (!_statement.IsBegun)
        {
            Begin();
        }

        if (!_statement.IsRefused)
        {
            if (_statement.Fault is { } wrong)
            {
                Refuse(wrong.Place, wrong.Code, wrong.Reason);
                Chain.RefuseLine();
            }

            if (_statement.Closing is { } closing)
            {
                Chain.Close(_statement.At, closing.Amount, closing.Day, closing.IsIntermediate);
            }
            else
            {
                Chain.CutShort();
            }
        }

        _statement = new CamtStatement();
    }

    [GeneratedRegex(@"^urn:iso:std:iso:20022:tech:xsd:camt\.(?<kind>05[234])\.001\.(?<version>\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Message();
}
