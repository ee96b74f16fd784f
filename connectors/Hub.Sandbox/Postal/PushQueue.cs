using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>Where D pushes to, and what it has yet to push. What is told while there is no address is never pushed.</summary>
internal sealed class PushQueue(PostTwinOptions options, TwinJournal journal, TwinClock clock, Effects effects)
{
    public const string Line = "post-push";
    public const string TargetLine = "post-target";

    private readonly Lock _gate = new();
    private readonly OwedCalls<Push> _owed = new(journal, clock, Line, "push");
    private Uri? _target = options.WebhookTarget;

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

    public int Waiting => _owed.All.Count;

    public DateTimeOffset? NextAt => _owed.All.Select(push => (DateTimeOffset?)push.NextAt).Min();

    /// <summary>What is due, the first told first.</summary>
    public IReadOnlyList<Push> Due()
    {
        var now = clock.GetUtcNow();
        return [.. _owed.All.Where(push => push.NextAt <= now)];
    }

    public void Add(TrackingEvent told)
    {
        lock (_gate)
        {
            if (_target is not null)
            {
                _owed.Add(number => new Push(number, told, 0, clock.GetUtcNow()));
            }
        }
    }

    /// <summary>Notes how an attempt went: received, to be sent again, or given up.</summary>
    public void Settle(Push push, bool isReceived)
    {
        effects.Count(isReceived ? PostEffects.PushSent : PostEffects.PushFailed);
        if (!_owed.Settle(push, isReceived, options.PushRetries))
        {
            effects.Count(PostEffects.PushGivenUp);
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

    public void Restore(JsonElement line) => _owed.Restore(line);

    public void Clear()
    {
        lock (_gate)
        {
            _owed.Clear();
            _target = options.WebhookTarget;
        }
    }
}
