using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.ServiceBus;

/// <summary>What one client's connection may do, and where it listens for answers.</summary>
internal sealed class BusConnection
{
    private static readonly ConditionalWeakTable<Connection, BusConnection> All = [];
    private readonly ConcurrentDictionary<string, BusGrant> _grants = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ListenerLink> _replies = new(StringComparer.Ordinal);

    /// <summary>Counts a connection when it is seen first.</summary>
    public static BusConnection Of(ListenerLink link, Effects effects) => All.GetValue(link.Session.Connection, _ =>
    {
        effects.Count(BusEffects.Connections);
        return new BusConnection();
    });

    /// <summary>Ends the connection of a link, as a failing gateway does.</summary>
    public static void Tear(ListenerLink link) =>
        _ = link.Session.Connection.CloseAsync(TimeSpan.FromSeconds(1), AmqpErrors.Of(ErrorCode.ConnectionForced, "The connection was closed by the service."));

    public void Grant(BusGrant grant) => _grants[grant.Path] = grant;

    public bool May(string path, bool send, DateTimeOffset now) =>
        _grants.Values.Any(grant => grant.Until > now && (send ? grant.MaySend : grant.MayListen) && grant.Covers(path));

    /// <summary>Remembers where answers go. One client names it in the link's target, the other only in the link's name.</summary>
    public void AddReply(ListenerLink link, Attach attach)
    {
        foreach (var name in new[] { (attach.Target as Target)?.Address, attach.LinkName })
        {
            if (name is not null)
            {
                _replies[name] = link;
                link.AddClosedCallback((_, _) => _replies.TryRemove(KeyValuePair.Create(name, link)));
            }
        }
    }

    public ListenerLink? Reply(string? name) => name is not null ? _replies.GetValueOrDefault(name) : null;
}
