using System.Text.Json;
using Hub.Sandbox.Portal;
using Hub.Sandbox.State;

namespace Hub.Sandbox.Post;

/// <summary>What the operator remembers over a restart, and forgets on demand.</summary>
internal sealed class PostState(ConsignmentDesk desk, AnnouncementBook announcements, PushBook pushes, PostTokens tokens, PushSender sender, PostBell bell)
{
    public bool TryApply(JsonElement line)
    {
        Action<JsonElement>? restore = line.Text("k") switch
        {
            JournalLine.PostConsignment => desk.RestoreConsignment,
            JournalLine.PostEvent => desk.RestoreEvent,
            JournalLine.PostRange => desk.RestoreRange,
            JournalLine.PostAnnouncement => announcements.Restore,
            JournalLine.PostPush => pushes.Restore,
            JournalLine.PostTarget => pushes.RestoreTarget,
            _ => null,
        };
        restore?.Invoke(line);
        return restore is not null;
    }

    public void Wake() => bell.Ring();

    public void Clear()
    {
        desk.Clear();
        announcements.Clear();
        pushes.Clear();
        sender.Clear();
        tokens.Clear();
    }
}
