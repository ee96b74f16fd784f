using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

/// <summary>When a queue is asked again after a failure: longer each time, and said once.</summary>
internal sealed class QueuePace(string queue, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private TimeSpan _pause = First;
    private bool _isAway;

    public string Queue => queue;

    public DateTimeOffset NotBefore { get; private set; } = DateTimeOffset.MinValue;

    public void Failed(ServiceBusFault fault)
    {
        if (!_isAway)
        {
            logger.QueueAway(queue, fault.ToString());
        }

        _isAway = true;
        NotBefore = clock.GetUtcNow() + (fault.IsTransient ? _pause : Longest);
        _pause = _pause * 2 < Longest ? _pause * 2 : Longest;
    }

    public void Answered()
    {
        if (_isAway)
        {
            logger.QueueBack(queue);
        }

        (_isAway, _pause) = (false, First);
    }
}
