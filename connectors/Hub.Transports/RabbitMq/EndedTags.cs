namespace Hub.Transports.RabbitMq;

/// <summary>Which delivery tags of a channel are ended. Tags count from 1 without a gap, so that one acknowledgement may stand for many.</summary>
public sealed class EndedTags
{
    private readonly HashSet<ulong> _above = [];
    private ulong _floor;

    /// <summary>Ended otherwise than by an acknowledgement.</summary>
    public void Add(ulong tag) => _above.Add(tag);

    /// <summary>The fewest words that acknowledge these tags, and none that is not ended yet.</summary>
    public IReadOnlyList<(ulong Tag, bool Multiple)> Acknowledge(IReadOnlyCollection<ulong> tags)
    {
        _above.UnionWith(tags);
        while (_above.Remove(_floor + 1))
        {
            _floor++;
        }

        // The broker takes a tag that was ended before for a fault, so the last of these stands for all, never the floor itself.
        var below = tags.Where(tag => tag <= _floor).ToList();
        var rest = tags.Where(tag => tag > _floor).Order().Select(tag => (tag, false));
        return below.Count > 0 ? [(below.Max(), below.Count > 1), .. rest] : [.. rest];
    }
}
