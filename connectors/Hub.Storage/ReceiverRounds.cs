using System.Collections.Concurrent;
using Hub.Core.Envelopes;

namespace Hub.Storage;

/// <summary>
/// Where claims of each lane stand on their rounds through its receivers. A round is walked only where those that are longest due have all that they may
/// have; it goes on where the last one ended, so that each receiver has its turn, and a claim takes no more steps of it than a few hundred.
/// </summary>
internal sealed class ReceiverRounds
{
    public const int Steps = 256;
    private readonly ConcurrentDictionary<string, Round> _rounds = new(StringComparer.Ordinal);

    public Round Of(string lane) => _rounds.GetOrAdd(lane, static _ => new Round());

    /// <summary>Used by one claim at a time: the store lets a lane's claims pass one after the other.</summary>
    internal sealed class Round
    {
        private string? _start;
        private bool _isWrapped;
        private bool _isLong;

        /// <summary>The receiver that was looked at last.</summary>
        public string Last { get; private set; } = "";

        /// <summary>Whether every receiver was looked at since something was found.</summary>
        public bool IsOver { get; private set; }

        /// <summary>A claim begins to walk.</summary>
        public void Begin()
        {
            _isLong = _start is not null;
            if (!_isLong)
            {
                (_start, _isWrapped) = (Last, false);
            }

            IsOver = false;
        }

        /// <param name="next">The receiver after the last; null behind the last of all.</param>
        /// <returns>False when the round is over.</returns>
        public bool Visit(string? next)
        {
            if (next is null)
            {
                IsOver = _isWrapped;
                (Last, _isWrapped) = ("", true);
            }
            else
            {
                IsOver = _isWrapped && string.CompareOrdinal(next, _start) > 0;
                Last = IsOver ? Last : next;
            }

            return !IsOver;
        }

        /// <summary>The claim has walked enough.</summary>
        /// <returns>When to go on with the round; null: it is over, and only something new or the next time will bring more.</returns>
        public DateTimeOffset? End(bool hasFound, DateTimeOffset now)
        {
            if (!hasFound && !IsOver)
            {
                return now;
            }

            // What came behind the back of a round that took several claims is not overlooked for long.
            var next = IsOver && _isLong ? now + TimeSpan.FromSeconds(1) : (DateTimeOffset?)null;
            _start = null;
            return next;
        }
    }
}

/// <summary>A strand that is due.</summary>
/// <param name="At">Since when, for the order among them.</param>
internal readonly record struct DueStrand(string Key, string Receiver, DateTimeOffset At, Standing? Standing);
