using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>Where D pushes to, and what it has yet to push. What is told while there is no address is never pushed.</summary>
internal sealed class PushQueue(PostTwinOptions options, TwinJournal journal, TwinClock clock, Effects effects)
{
    public const string Line = "post-push";
    public const string TargetLine = "post-target";

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Push> _owed = [];
    private Uri? _target = options.WebhookTarget;
    private long _last;

    public Uri? Target
    {
        get
        {
            lock (_gate)
            {
                return _target;
            }
        }
    }

    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _owed.Count;
            }
        }
    }

    public DateTimeOffset? NextAt
    {
        get
        {
            lock (_gate)
            {
                return _owed.Count == 0 ? null : _owed.Values.Min(push => push.NextAt);
            }
        }
    }

    /// <summary>What is due, the first told first.</summary>
    public IReadOnlyList<Push> Due()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            return [.. _owed.Values.Where(push => push.NextAt <= now)];
        }
    }

    public void Add(TrackingEvent told)
    {
        lock (_gate)
        {
            if (_target is not null)
            {
                var push = new Push(++_last, told, 0, clock.GetUtcNow());
                _owed[push.Number] = push;
                Keep(push, isOwed: true);
            }
        }
    }

    /// <summary>Notes how an attempt went: received, to be sent again, or given up.</summary>
    public void Settle(Push push, bool isReceived)
    {
        lock (_gate)
        {
            effects.Count(isReceived ? PostEffects.PushSent : PostEffects.PushFailed);
            var waits = options.PushRetries;
            if (!isReceived && push.Attempt < waits.Count)
            {
                _owed[push.Number] = push with { Attempt = push.Attempt + 1, NextAt = clock.GetUtcNow() + waits[push.Attempt] };
                return;
            }

            if (!isReceived)
            {
                effects.Count(PostEffects.PushGivenUp);
            }

            _owed.Remove(push.Number);
            Keep(push, isOwed: false);
        }
    }

    public void Aim(Uri? target)
    {
        lock (_gate)
        {
            _target = target;
            journal.Add(TargetLine, writer => writer.WriteString("url", target?.AbsoluteUri));
        }
    }

    public void RestoreTarget(JsonElement line)
    {
        lock (_gate)
        {
            _target = line.Text("url") is { Length: > 0 } url ? new Uri(url) : null;
        }
    }

    public void Restore(JsonElement line)
    {
        var push = TwinJournal.Read<Push>(line, "push");
        lock (_gate)
        {
            _last = Math.Max(_last, push.Number);
            if (line.GetProperty("owed").GetBoolean())
            {
                _owed[push.Number] = push;
            }
            else
            {
                _owed.Remove(push.Number);
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _owed.Clear();
            _target = options.WebhookTarget;
            _last = 0;
        }
    }

    private void Keep(Push push, bool isOwed) => journal.Add(Line, writer =>
    {
        writer.WriteBoolean("owed", isOwed);
        writer.WritePropertyName("push");
        JsonSerializer.Serialize(writer, push, TwinJson.Control);
    });
}
