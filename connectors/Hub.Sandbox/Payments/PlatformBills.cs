using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Payments;

/// <summary>The bills that the platform was asked to have paid.</summary>
internal sealed class PlatformBills(TwinJournal journal)
{
    public const string Line = "bank-bill";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PlatformBill> _bills = new(StringComparer.Ordinal);

    public PlatformBill? Find(string reference)
    {
        lock (_gate)
        {
            return _bills.GetValueOrDefault(reference);
        }
    }

    public IReadOnlyList<PlatformBill> All()
    {
        lock (_gate)
        {
            return [.. _bills.Values.OrderBy(bill => bill.Number)];
        }
    }

    /// <summary>The bill of this reference: the one that is there, or this one with its number.</summary>
    public PlatformBill Open(PlatformBill bill)
    {
        lock (_gate)
        {
            if (_bills.TryGetValue(bill.Reference, out var there))
            {
                return there;
            }

            return Keep(bill with { Number = _bills.Count + 1 });
        }
    }

    /// <summary>Changes a bill; null when there is none, or the change gives null.</summary>
    public PlatformBill? Change(string reference, Func<PlatformBill, PlatformBill?> change)
    {
        lock (_gate)
        {
            return _bills.TryGetValue(reference, out var bill) && change(bill) is { } changed ? Keep(changed) : null;
        }
    }

    public void Restore(JsonElement line)
    {
        var bill = TwinJournal.Read<PlatformBill>(line, "bill");
        lock (_gate)
        {
            _bills[bill.Reference] = bill;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _bills.Clear();
        }
    }

    private PlatformBill Keep(PlatformBill bill)
    {
        _bills[bill.Reference] = bill;
        journal.Add(Line, "bill", bill);
        return bill;
    }
}

/// <summary>A bill of the platform. Amounts are whole đồng.</summary>
/// <param name="Account">Where its money goes.</param>
internal sealed record PlatformBill(string Reference, string Partner, long Amount, string Info, string Account)
{
    public int Number { get; init; }

    public BillState State { get; init; }

    /// <summary>What was paid: not always what was asked.</summary>
    public long Paid { get; init; }

    public string? Transaction { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>The movement by which its money came; 0 before.</summary>
    public long Movement { get; init; }
}

/// <summary>As QUERY numbers them.</summary>
[JsonConverter(typeof(WordEnum<BillState>))]
internal enum BillState
{
    Open = 0,
    Paid = 1,

    /// <summary>The payer's bank has not said yet.</summary>
    Pending = 3,
    Failed = 4,
}
