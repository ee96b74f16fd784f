using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>The ranges allotted by B and the codes used out of them. Used under the gate of the store.</summary>
internal sealed class RangeStore
{
    public const string Line = "post-range";

    private readonly List<ItemRange> _ranges = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly PostTwinOptions _options;
    private readonly TwinJournal _journal;

    public RangeStore(PostTwinOptions options, TwinJournal journal)
    {
        (_options, _journal) = (options, journal);
        Reset();
    }

    public IReadOnlyList<ItemRange> All => _ranges;

    public int Used => _used.Count;

    /// <summary>Null when no more are allotted.</summary>
    public ItemRange? Allot(int quantity)
    {
        var last = _ranges[^1];
        if (_ranges.Count >= _options.MaxRanges || last.Last + (long)quantity > 99_999_999)
        {
            return null;
        }

        var range = new ItemRange($"R{_ranges.Count + 1:0000}", last.Last + 1, quantity);
        _ranges.Add(range);
        _journal.Add(Line, writer => writer.WriteNumber("quantity", quantity));
        return range;
    }

    public bool Holds(string itemCode) => _ranges.Exists(range => range.Holds(itemCode));

    public bool IsUsed(string itemCode) => _used.Contains(itemCode);

    public void Use(string itemCode) => _used.Add(itemCode);

    public int UsedOf(ItemRange range) => _used.Count(range.Holds);

    public void Restore(JsonElement line) => _ranges.Add(new ItemRange($"R{_ranges.Count + 1:0000}", _ranges[^1].Last + 1, line.GetProperty("quantity").GetInt32()));

    public void Reset()
    {
        _ranges.Clear();
        _used.Clear();
        _ranges.Add(new ItemRange("R0001", _options.FirstSerial, _options.RangeSize));
    }
}
