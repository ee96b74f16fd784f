using Hub.Payments.Letters;
using Hub.Payments.References;

namespace Hub.Payments.Matching;

/// <summary>The fees in order, and how money finds them.</summary>
internal sealed class FeeSet
{
    private readonly DueFee[] _fees;
    private readonly Dictionary<string, int> _byId;
    private readonly Dictionary<string, int> _byReference;
    private readonly Lazy<ILookup<string, PaymentReference>> _byPart;

    /// <exception cref="ArgumentException">Two fees have one id, or one reference.</exception>
    public FeeSet(IEnumerable<DueFee> fees, string prefix)
    {
        _fees = [.. fees.OrderBy(fee => MoneyNames.Account(fee.Account), StringComparer.Ordinal).ThenBy(fee => fee.Amount).ThenBy(fee => fee.Id, StringComparer.Ordinal)];
        _byId = _fees.Index().ToDictionary(pair => pair.Item.Id, pair => pair.Index, StringComparer.Ordinal);
        _byReference = new(_fees.Length, StringComparer.Ordinal);
        foreach (var (index, fee) in _fees.Index())
        {
            foreach (var reference in fee.References)
            {
                if (!_byReference.TryAdd(reference, index))
                {
                    throw new ArgumentException($"Two fees have the reference {reference}.", nameof(fees));
                }
            }
        }

        _byPart = new(() => _byReference.Keys.Select(text => PaymentReference.TryParse(prefix, text, out var reference) ? reference : null).OfType<PaymentReference>()
            .SelectMany(reference => ReferenceCandidates.PartsOf(reference).Select(part => (part, reference))).ToLookup(pair => pair.part, pair => pair.reference, StringComparer.Ordinal));
        Taken = new bool[_fees.Length];
    }

    public int Count => _fees.Length;

    /// <summary>Whether money belongs to it.</summary>
    public bool[] Taken { get; }

    public DueFee this[int index] => _fees[index];

    public int? OfId(string id) => _byId.TryGetValue(id, out var index) ? index : null;

    public int? OfReference(string reference) => _byReference.TryGetValue(reference, out var index) ? index : null;

    /// <summary>The fee that a cut reference may have been of; null when none or several fit.</summary>
    public int? Candidate(ReferenceReader reader, string text, long amount)
    {
        if (ReferenceCandidates.PartsOf(reader, text) is not { Count: > 0 } parts || _byReference.Count == 0)
        {
            return null;
        }

        var open = parts.SelectMany(part => _byPart.Value[part]).Distinct().Select(reference => (reference, _fees[_byReference[reference.Text]].Amount));
        return ReferenceCandidates.Find(reader, text, amount, open) is { } found ? _byReference[found.Text] : null;
    }
}
