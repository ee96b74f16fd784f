using System.Globalization;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>Where the bookings of all dialects lie, and the clockwork that lets them live. Every member is used under <see cref="Gate"/>.</summary>
internal sealed class ConsignmentStore(
    TwinJournal journal, TwinClock clock, Effects effects, SeededChoice choice, PostLives lives, PostMagic magic, RangeStore ranges, TrackingFeed feed, PushQueue pushes)
{
    public const string ConsignmentLine = "post-consignment";
    public const string EventLine = "post-event";

    private readonly SortedDictionary<long, Consignment> _consignments = [];
    private readonly Dictionary<(PostDialect Dialect, string Number), List<long>> _byNumber = [];
    private readonly Dictionary<string, long> _byItemCode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _byOriginalId = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> _done = [];
    private readonly PriorityQueue<long, (long Ticks, long Seq)> _due = new();
    private long _lastSeq;

    public Lock Gate { get; } = new();

    public IEnumerable<Consignment> All => _consignments.Values;

    /// <summary>When the next thing happens by itself.</summary>
    public DateTimeOffset? NextDue => _due.TryPeek(out _, out var at) ? new DateTimeOffset(at.Ticks, TimeSpan.Zero) : null;

    public Consignment this[long seq] => _consignments[seq];

    public IEnumerable<Consignment> ByNumber(PostDialect dialect, string number) =>
        _byNumber.TryGetValue((dialect, number), out var seqs) ? seqs.Select(seq => _consignments[seq]) : [];

    public Consignment? ByItemCode(string itemCode) => _byItemCode.TryGetValue(itemCode, out var seq) ? _consignments[seq] : null;

    public Consignment? ByOriginalId(string originalId) => _byOriginalId.TryGetValue(originalId, out var seq) ? _consignments[seq] : null;

    public ConsignmentState StateOf(Consignment consignment) => new(consignment, feed.HistoryOf(consignment.Seq), NextOf(consignment.Seq));

    public Consignment Register(Booking booking)
    {
        var seq = _lastSeq + 1;
        var dialect = booking.Dialect;
        var consignment = new Consignment(
            seq, dialect, booking.CustomerCode, booking.Subject.OrderNumber, booking.ItemCode ?? ItemCode.Of("C" + dialect.ToString(), 10_000_000 + seq),
            $"{choice.Number("post.header", seq):x16}{choice.Number("post.header.more", seq):x16}", string.Create(CultureInfo.InvariantCulture, $"2611{seq:00000000}"),
            booking.CodAmount, Now(), magic.LifeOf(booking.Subject), booking.Request, [], booking.IsDraft);
        effects.Count(PostEffects.Of(dialect, PostEffects.Booked));
        if (booking.IsDraft)
        {
            Keep(consignment);
            return consignment;
        }

        return Begin(consignment, booking.Receiver);
    }

    /// <summary>Starts the life of a booking: it is told at once that it is booked.</summary>
    public Consignment Begin(Consignment consignment, string receiver)
    {
        var booked = new ScheduledStep(PostStep.Booked, PostStep.Booked.Code(consignment.Dialect), consignment.BookedAt, consignment.BookedAt);
        var rest = lives.Plan(consignment.Dialect, consignment.Seq, consignment.Magic, consignment.BookedAt, receiver, consignment.CodAmount);
        var begun = consignment with { Schedule = [booked, .. rest] };
        Keep(begun);
        RunDue();
        return begun;
    }

    /// <summary>Replaces what has not been told yet.</summary>
    public void Replan(Consignment consignment, IEnumerable<ScheduledStep> rest) =>
        Keep(consignment with { Schedule = [.. consignment.Schedule.Take(_done.GetValueOrDefault(consignment.Seq)), .. rest] });

    public void Keep(Consignment consignment)
    {
        Index(consignment);
        journal.Add(ConsignmentLine, "consignment", consignment);
    }

    /// <summary>Puts a consignment, new or changed, where it is found.</summary>
    public void Index(Consignment consignment)
    {
        var isNew = !_consignments.ContainsKey(consignment.Seq);
        _consignments[consignment.Seq] = consignment;
        _lastSeq = Math.Max(_lastSeq, consignment.Seq);
        if (isNew)
        {
            if (!_byNumber.TryGetValue((consignment.Dialect, consignment.OrderNumber), out var seqs))
            {
                _byNumber[(consignment.Dialect, consignment.OrderNumber)] = seqs = [];
            }

            seqs.Add(consignment.Seq);
            _byItemCode[consignment.ItemCode] = consignment.Seq;
            _byOriginalId[consignment.OriginalId] = consignment.Seq;
            ranges.Use(consignment.ItemCode);
        }

        Await(consignment.Seq);
    }

    /// <summary>Tells what is due, the earliest first.</summary>
    public void RunDue()
    {
        var now = clock.GetUtcNow();
        while (_due.TryPeek(out var seq, out var at) && at.Ticks <= now.UtcTicks)
        {
            _due.Dequeue();

            // A plan that was changed leaves its old moment behind.
            if (NextOf(seq) is { } next && next.ReportedAt.UtcTicks == at.Ticks)
            {
                Tell(_consignments[seq], next, _done.GetValueOrDefault(seq) + 1);
            }
        }
    }

    public void Tell(Consignment consignment, ScheduledStep step, int done)
    {
        var told = new TrackingEvent(feed.NextId(clock.GetUtcNow()), consignment.Seq, step.Step, step.Code, step.HappensAt, step.ReportedAt, step.Note, done);
        Take(told);
        journal.Add(EventLine, "event", told);
        if (consignment.Dialect == PostDialect.D)
        {
            pushes.Add(told);
        }
    }

    /// <summary>Takes over what was told, now or in an earlier run.</summary>
    public void Take(TrackingEvent told)
    {
        var dialect = _consignments[told.Seq].Dialect;
        feed.Add(dialect, told);
        _done[told.Seq] = told.Next;
        effects.Count(PostEffects.Of(dialect, PostEffects.Tracked));
        Await(told.Seq);
    }

    public int DoneOf(long seq) => _done.GetValueOrDefault(seq);

    public ScheduledStep? NextOf(long seq)
    {
        var (schedule, done) = (_consignments[seq].Schedule, _done.GetValueOrDefault(seq));
        return done < schedule.Count ? schedule[done] : null;
    }

    /// <summary>Whole seconds: the operator writes no fractions, and a time must be the same wherever it is read.</summary>
    public DateTimeOffset Now() => DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());

    public void Clear()
    {
        _consignments.Clear();
        _byNumber.Clear();
        _byItemCode.Clear();
        _byOriginalId.Clear();
        _done.Clear();
        _due.Clear();
        _lastSeq = 0;
        feed.Clear();
        ranges.Reset();
    }

    private void Await(long seq)
    {
        if (NextOf(seq) is { } next)
        {
            _due.Enqueue(seq, (next.ReportedAt.UtcTicks, seq));
        }
    }
}
