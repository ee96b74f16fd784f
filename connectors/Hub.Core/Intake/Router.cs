using System.Collections.Frozen;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Outbox;

namespace Hub.Core.Intake;

/// <summary>Which lanes an incoming event goes to. The strand is the event's subject, so that a dossier's events stay in order.</summary>
public sealed class Router
{
    private readonly FrozenDictionary<string, string[]> _lanes;
    private readonly EnvelopeIds _ids;

    public Router(IEnumerable<IConnector> connectors, EnvelopeIds ids)
    {
        _ids = ids;
        _lanes = connectors
            .SelectMany(c => c.Types, (connector, type) => (type, connector.Lane))
            .GroupBy(pair => pair.type, pair => pair.Lane, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
    }

    public IReadOnlyList<EnvelopeDraft> Route(CloudEvent e)
    {
        if (!_lanes.TryGetValue(e.Type, out var lanes))
        {
            return [];
        }

        var drafts = new EnvelopeDraft[lanes.Length];
        for (var i = 0; i < lanes.Length; i++)
        {
            drafts[i] = new EnvelopeDraft(_ids.Next(), lanes[i], e.Subject ?? e.Id, e.Type);
        }

        return drafts;
    }
}
