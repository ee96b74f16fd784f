using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>The dossiers announced, in order of arrival; the same one again is a second line.</summary>
internal sealed class AnnouncementStore(TwinJournal journal, TwinClock clock)
{
    public const string Line = "post-announcement";

    private readonly Lock _gate = new();
    private readonly List<Announcement> _announcements = [];

    public IReadOnlyList<Announcement> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _announcements];
            }
        }
    }

    public void Add(PostDialect dialect, JsonElement body)
    {
        var announcement = new Announcement(dialect, clock.GetUtcNow(), body.Clone());
        lock (_gate)
        {
            _announcements.Add(announcement);
            journal.Add(Line, "announcement", announcement);
        }
    }

    public void Restore(JsonElement line)
    {
        lock (_gate)
        {
            _announcements.Add(TwinJournal.Read<Announcement>(line, "announcement"));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _announcements.Clear();
        }
    }
}

/// <summary>A dossier of which the operator was told, as it came.</summary>
internal sealed record Announcement(PostDialect Dialect, DateTimeOffset At, JsonElement Body);
