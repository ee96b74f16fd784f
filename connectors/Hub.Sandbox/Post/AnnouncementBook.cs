using System.Text.Json;
using Hub.Sandbox.State;

namespace Hub.Sandbox.Post;

/// <summary>The dossiers announced, in order of arrival; the same one again is a second line.</summary>
internal sealed class AnnouncementBook(TwinJournal journal, TwinClock clock)
{
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
            journal.Add(JournalLine.PostAnnouncement, writer =>
            {
                writer.WritePropertyName("announcement");
                JsonSerializer.Serialize(writer, announcement, TwinJson.Control);
            });
        }
    }

    public void Restore(JsonElement line)
    {
        lock (_gate)
        {
            _announcements.Add(line.GetProperty("announcement").Deserialize<Announcement>(TwinJson.Control)!);
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
