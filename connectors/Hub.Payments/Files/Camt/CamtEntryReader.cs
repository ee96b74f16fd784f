using Hub.Core;
using Hub.Payments.Files.Statements;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Camt;

/// <summary>Reads one <c>Ntry</c>. What is wrong with it is refused once, and the whole entry is passed over.</summary>
internal sealed class CamtEntryReader(CamtXml xml, Action<Place, string, Bilingual> refuse)
{
    /// <summary>Details of one batch that are held until their sum is known.</summary>
    private const int MostDetails = 20_000;

    private readonly CamtPath _path = new();
    private CamtEntry _entry = new() { At = default };
    private CamtDetail? _detail;
    private string? _mark;
    private CamtFault? _fault;

    public CamtEntry Read(Place at)
    {
        _entry = new CamtEntry { At = at };
        (_detail, _mark, _fault) = (null, null, null);
        var depth = xml.Depth;
        _path.Enter(depth);
        if (!xml.IsEmpty)
        {
            while (xml.Read() && xml.Depth > depth)
            {
                if (xml.IsStart)
                {
                    Element(xml.At);
                }
            }
        }

        return Judged();
    }

    public static void Skip(CamtXml xml)
    {
        var depth = xml.Depth;
        while (!xml.IsEmpty && xml.Read() && xml.Depth > depth)
        {
        }
    }

    private CamtEntry Judged()
    {
        if (!_entry.IsBooked)
        {
            return _entry;
        }

        _entry.Value ??= _entry.Booked;
        _entry.Booked ??= _entry.Value;
        var fault = _fault
            ?? (_mark is not (CamtValues.Credit or CamtValues.Debit) ? new CamtFault(_entry.At, RefusalCodes.Format, ("Bút toán không ghi bên nợ hay bên có", "The entry does not say credit or debit")) : null)
            ?? (_entry.Booked is null ? new CamtFault(_entry.At, RefusalCodes.Date, ("Bút toán không có ngày", "The entry has no day")) : null);
        _entry.IsCredit = _mark == CamtValues.Credit;
        if (fault is not null)
        {
            _entry.IsRefused = true;
            refuse(fault.Place, fault.Code, fault.Reason);
        }

        return _entry;
    }

    private void Element(Place at)
    {
        switch (_path.Enter(xml))
        {
            case "NtryRef":
                _entry.Reference = Reference(at);
                break;
            case "Amt":
                Amount(at, out var amount);
                _entry.Amount = amount;
                break;
            case "CdtDbtInd":
                _mark = xml.Text();
                break;
            case "RvslInd":
                _entry.IsReversal = xml.Text() is "true" or "1";
                break;
            case "Sts":
                // A word of its own in .02, the text of a child in .08: what is written is the same.
                _entry.IsBooked = xml.Text() == "BOOK";
                break;
            case "BookgDt/Dt" or "BookgDt/DtTm":
                _entry.Booked = Day(at);
                break;
            case "ValDt/Dt" or "ValDt/DtTm":
                _entry.Value = Day(at);
                break;
            case "AcctSvcrRef":
                _entry.BankReference = Reference(at);
                break;
            case "BkTxCd/Prtry/Cd" or "BkTxCd/Domn/Cd" or "BkTxCd/Domn/Fmly/Cd" or "BkTxCd/Domn/Fmly/SubFmlyCd":
                _entry.Type = _entry.Type is { } type ? $"{type}/{xml.Text()}" : xml.Text();
                break;
            case "AddtlNtryInf":
                _entry.Information = Text(at);
                break;
            case "NtryDtls/TxDtls":
                if (_entry.Details.Count == MostDetails)
                {
                    throw new FileFaultException(at, RefusalCodes.Limit, ($"Bút toán gộp quá {MostDetails} khoản", $"A batch entry of more than {MostDetails} details"));
                }

                _entry.Add(_detail = new CamtDetail());
                break;
            case var path when _detail is not null && path.StartsWith(Detail, StringComparison.Ordinal):
                InDetail(path, at);
                break;
        }
    }

    private const string Detail = "NtryDtls/TxDtls/";

    private void InDetail(string path, Place at)
    {
        switch (path.AsSpan(Detail.Length))
        {
            case "Amt" or "AmtDtls/TxAmt/Amt" when !_detail!.HasAmount:
                _detail.HasAmount = xml.Attribute("Ccy") is null or StatementHead.Dong;
                _detail.HasAmount &= CamtValues.ReadAmount(xml.Text(), at, out var amount) is null;
                _detail.Amount = amount;
                _detail.TakeRaw(_detail.HasAmount ? $"{amount}" : "");
                break;
            case "CdtDbtInd":
                var mark = xml.Text();
                _detail!.IsCredit = mark is CamtValues.Credit ? true : mark is CamtValues.Debit ? false : null;
                break;
            case "Refs/EndToEndId":
                TakeReference(Reference(at), isBanks: false);
                break;
            case "Refs/TxId" or "Refs/InstrId" or "Refs/MsgId" or "Refs/PmtInfId":
                _detail!.TakeRaw(Reference(at));
                break;
            case "Refs/AcctSvcrRef":
                TakeReference(Reference(at), isBanks: true);
                break;
            case "RmtInf/Ustrd" or "RmtInf/Strd/CdtrRefInf/Ref" or "RmtInf/Strd/AddtlRmtInf" or "AddtlTxInf":
                _detail!.TakeText(Text(at));
                break;
            case "RltdPties/Dbtr/Nm" or "RltdPties/Dbtr/Pty/Nm" or "RltdPties/Cdtr/Nm" or "RltdPties/Cdtr/Pty/Nm":
                _detail!.TakeRaw(Text(at));
                break;
            case "RltdPties/DbtrAcct/Id/Othr/Id" or "RltdPties/CdtrAcct/Id/Othr/Id" or "RltdPties/DbtrAcct/Id/IBAN" or "RltdPties/CdtrAcct/Id/IBAN":
                _detail!.TakeRaw(Reference(at));
                break;
        }
    }

    private void TakeReference(string reference, bool isBanks)
    {
        _detail!.TakeRaw(reference);
        if (reference is "NOTPROVIDED" or "")
        {
            return;
        }

        if (isBanks)
        {
            _detail.BankReference = reference;
        }
        else
        {
            _detail.Reference = reference;
        }
    }

    private void Amount(Place at, out long amount)
    {
        var currency = xml.Attribute("Ccy");
        var fault = CamtValues.ReadAmount(xml.Text(), at, out amount);
        _fault ??= currency is not (null or StatementHead.Dong) ? new CamtFault(at, RefusalCodes.Currency, Reasons.Currency(currency)) : fault;
    }

    private DateOnly? Day(Place at)
    {
        var fault = CamtValues.ReadDay(xml.Text(), at, out var day);
        _fault ??= fault;
        return fault is null ? day : null;
    }

    private string Text(Place at) => Screened(xml.Text(), at, isReference: false);

    private string Reference(Place at) => Screened(xml.Text(), at, isReference: true);

    private string Screened(string text, Place at, bool isReference)
    {
        if (CardScreen.Holds(text, isReference))
        {
            _fault ??= new CamtFault(at, RefusalCodes.Card, Reasons.Card);
        }

        return text;
    }
}
