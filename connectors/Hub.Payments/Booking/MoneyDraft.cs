using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Payments.Model;

namespace Hub.Payments.Booking;

/// <summary>Gathers what becomes of fees, requests and payments, until it is written in one batch.</summary>
/// <param name="by">What moves the money, for its history.</param>
public sealed class MoneyDraft(DateTimeOffset now, string by)
{
    private readonly Dictionary<string, FeeFile> _before = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Fee> _fees = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Payment> _payments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PaymentRequest> _requests = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private readonly List<LedgerMove> _moves = [];
    private readonly List<Submission> _events = [];
    private readonly List<WorkTask> _tasks = [];
    private readonly List<TaskEnd> _ended = [];

    public DateTimeOffset Now => now;

    public void Know(FeeFile file)
    {
        if (_before.TryAdd(file.Fee.Id, file))
        {
            _fees[file.Fee.Id] = file.Fee;
            foreach (var payment in file.Payments)
            {
                Know(payment);
            }

            foreach (var request in file.Requests)
            {
                _requests.TryAdd(request.Reference.Text, request);
            }
        }
    }

    public void Know(Payment payment) => _payments.TryAdd(payment.Id, payment);

    public bool Knows(string fee) => _fees.ContainsKey(fee);

    public FeeFile Before(string fee) => _before[fee];

    public Fee Fee(string id) => _fees[id];

    public Payment Payment(string id) => _payments[id];

    /// <summary>Payments with money of the fee, in the order of their booking.</summary>
    public IReadOnlyList<Payment> PaymentsOf(string fee) =>
        [.. _payments.Values.Where(payment => payment.Shares.Any(share => share.Fee == fee)).OrderBy(payment => payment.BookedAt).ThenBy(payment => payment.Id, StringComparer.Ordinal)];

    public FeeBalance Balance(string fee) => FeeBalance.Of(fee, _payments.Values);

    public IReadOnlyList<PaymentRequest> RequestsOf(string fee) =>
        [.. _requests.Values.Where(request => request.Fee == fee).OrderBy(request => request.CreatedAt).ThenBy(request => request.Reference.Text, StringComparer.Ordinal)];

    public void Put(Fee fee)
    {
        _fees[fee.Id] = fee;
        _touched.Add(fee.Id);
    }

    public void Put(PaymentRequest request)
    {
        _requests[request.Reference.Text] = request;
        _touched.Add(request.Reference.Text);
    }

    public void Put(Payment payment)
    {
        _payments[payment.Id] = payment;
        _touched.Add(payment.Id);
    }

    /// <summary>Money that came in: all of it waits.</summary>
    public void Add(Payment payment)
    {
        Put(payment);
        _moves.Add(new LedgerMove(payment.Id, null, null, PaymentState.Waiting, null, payment.Amount, by, now));
    }

    /// <summary>Moves money, and what a fee has by it.</summary>
    /// <exception cref="InvalidOperationException">The table of states does not allow it.</exception>
    public void Move(string payment, PaymentShare share, long amount, PaymentState to, string? fee)
    {
        Put(_payments[payment].Move(share, amount, to, fee) ?? throw new InvalidOperationException($"Payment {payment}: {share.State} may not become {to}."));
        _moves.Add(new LedgerMove(payment, share.State, share.Fee, to, fee, amount, by, now));
        foreach (var of in new[] { share.Fee, fee }.OfType<string>().Where(_fees.ContainsKey))
        {
            _touched.Add(of);
        }
    }

    public void Tell(Submission told) => _events.Add(told);

    public void Raise(WorkTask task) => _tasks.Add(task);

    public void End(string kind, string subject, string result) => _ended.Add(new TaskEnd(kind, subject, now, Settings.PaymentCodes.Hub, result));

    /// <exception cref="InvalidOperationException">Money would be nowhere or in two places: a fault of the hub, and nothing is written.</exception>
    public PaymentsBatch ToBatch()
    {
        // A share of a fee that this act does not touch is judged with that fee.
        var faults = Ledger.Check([.. _payments.Values], [.. _fees.Values]).Where(fault => fault.Code != "share-without-fee").ToList();
        return faults.Count > 0 ? throw new InvalidOperationException($"Money would not be conserved: {string.Join("; ", faults)}") : new PaymentsBatch
        {
            Fees = [.. _fees.Values.Where(fee => _touched.Contains(fee.Id))],
            Requests = [.. _requests.Values.Where(request => _touched.Contains(request.Reference.Text))],
            Payments = [.. _payments.Values.Where(payment => _touched.Contains(payment.Id))],
            Moves = [.. _moves],
            Tasks = [.. _tasks],
            EndedTasks = [.. _ended],
            Events = [.. _events],
        };
    }
}
