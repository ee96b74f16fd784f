using System.Globalization;
using System.Text;
using Hub.Payments.Files.Statements;

namespace Hub.Payments.Files.Camt;

/// <summary>An entry as the bank booked it, with its details.</summary>
internal sealed class CamtEntry
{
    private const char Part = '\u001F';

    private readonly List<CamtDetail> _details = [];

    public required Place At { get; init; }
    public bool IsRefused { get; set; }
    public bool IsBooked { get; set; }
    public long Amount { get; set; }
    public bool? IsCredit { get; set; }
    public bool IsReversal { get; set; }
    public DateOnly? Booked { get; set; }
    public DateOnly? Value { get; set; }
    public string? Reference { get; set; }
    public string? BankReference { get; set; }
    public string? Type { get; set; }
    public string? Information { get; set; }

    public IReadOnlyList<CamtDetail> Details => _details;

    public void Add(CamtDetail detail) => _details.Add(detail);

    /// <summary>The sign is the entry's own mark: a reversal of a credit is told as a debit with the sign of a reversal.</summary>
    public IEnumerable<StatementLine> Lines(string account)
    {
        if (_details.Count > 1 && _details.TrueForAll(d => d.HasAmount) && SumOfDetails() == Signed(Amount, IsCredit!.Value))
        {
            return _details.Select(detail => Line(account, Signed(detail.Amount, detail.IsCredit ?? IsCredit!.Value), [detail], []));
        }

        return [Line(account, Signed(Amount, IsCredit!.Value), _details, _details.Count > 1 ? [.. _details.Select(d => new LineDetail(d.Reference, d.Text, d.HasAmount ? d.Amount : null))] : [])];
    }

    private Int128 SumOfDetails()
    {
        Int128 sum = 0;
        foreach (var detail in _details)
        {
            sum += Signed(detail.Amount, detail.IsCredit ?? IsCredit!.Value);
        }

        return sum;
    }

    private StatementLine Line(string account, long amount, List<CamtDetail> details, IReadOnlyList<LineDetail> told)
    {
        var raw = new StringBuilder();
        raw.Append(CultureInfo.InvariantCulture, $"{Value:o}{Part}{Booked:o}{Part}{amount}{Part}{IsReversal}{Part}{Type}{Part}{Reference}{Part}{BankReference}{Part}{Information}");
        var text = new StringBuilder();
        foreach (var detail in details)
        {
            raw.Append(Part).Append(detail.Raw);
            Append(text, detail.Text);
        }

        Append(text, Information);
        return new StatementLine
        {
            Statement = 0,
            Twin = 0,
            Account = account,
            ValueDay = Value!.Value,
            BookedDay = Booked!.Value,
            Amount = amount,
            IsReversal = IsReversal,
            Type = Type,
            CustomerReference = details.Count == 1 ? details[0].Reference ?? Reference : Reference,
            BankReference = details.Count == 1 ? details[0].BankReference ?? BankReference : BankReference,
            Text = text.ToString(),
            Raw = raw.ToString(),
            At = At,
            Details = told,
        };
    }

    private static void Append(StringBuilder text, string? part)
    {
        if (!string.IsNullOrEmpty(part))
        {
            text.Append(text.Length > 0 ? " " : "").Append(part);
        }
    }

    private static long Signed(long amount, bool isCredit) => isCredit ? amount : -amount;
}

/// <summary>One of an entry's transactions.</summary>
internal sealed class CamtDetail
{
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _raw = new();

    public bool HasAmount { get; set; }
    public long Amount { get; set; }
    public bool? IsCredit { get; set; }
    public string? Reference { get; set; }
    public string? BankReference { get; set; }

    public string Text => _text.ToString();

    public string Raw => _raw.ToString();

    public void TakeText(string text)
    {
        _text.Append(_text.Length > 0 ? " " : "").Append(text);
        TakeRaw(text);
    }

    public void TakeRaw(string text) => _raw.Append('\u001F').Append(text);
}
