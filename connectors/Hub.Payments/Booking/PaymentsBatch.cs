using Hub.Core.Inbox;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Payments.Model;

namespace Hub.Payments.Booking;

/// <summary>What must be written together. All of it or nothing.</summary>
public sealed record PaymentsBatch
{
    /// <summary>As they shall be, with the version that was read (0: new). A version that moved meanwhile refuses the batch.</summary>
    public IReadOnlyList<Fee> Fees { get; init; } = [];

    /// <summary>With the version that was read, like fees; a reference that is taken refuses the batch.</summary>
    public IReadOnlyList<PaymentRequest> Requests { get; init; } = [];

    /// <summary>With the version that was read, like fees; a witness that another payment has refuses the batch.</summary>
    public IReadOnlyList<Payment> Payments { get; init; } = [];

    public IReadOnlyList<LedgerMove> Moves { get; init; } = [];

    /// <summary>Refuses the batch when payments of that amount came or changed meanwhile: one of them may be the same money.</summary>
    public AlikeGuard? Alike { get; init; }

    /// <summary>Refuses the batch when it was decided meanwhile.</summary>
    public MessageVerdict? Decided { get; init; }

    /// <summary>With the version that was read, like fees.</summary>
    public IReadOnlyList<KeptStatement> Statements { get; init; } = [];

    /// <summary>New ones, or ones that come back; an identity that is in force refuses the batch.</summary>
    public IReadOnlyList<KeptLine> Lines { get; init; } = [];

    /// <summary>Lines that another statement now tells of.</summary>
    public LinesTaken? Taken { get; init; }

    /// <summary>Identities of lines that a corrected statement no longer has.</summary>
    public IReadOnlyList<string> Superseded { get; init; } = [];

    /// <summary>With the version that was read, like fees.</summary>
    public IReadOnlyList<ExpectedFile> Expected { get; init; } = [];

    /// <summary>What is there stays as it is.</summary>
    public IReadOnlyList<FormerReference> Former { get; init; } = [];

    /// <summary>With the version that was read, like fees.</summary>
    public IReadOnlyList<BeneficiaryAccount> Accounts { get; init; } = [];

    /// <summary>With the version that was read, like fees; a second live one of the same request and account refuses the batch.</summary>
    public IReadOnlyList<PlatformOrder> Orders { get; init; } = [];

    /// <summary>With the version that was read, like fees.</summary>
    public IReadOnlyList<CounterSheet> Sheets { get; init; } = [];

    /// <summary>One whose kind and subject are open already is left out.</summary>
    public IReadOnlyList<WorkTask> Tasks { get; init; } = [];

    public IReadOnlyList<TaskEnd> EndedTasks { get; init; } = [];

    /// <summary>Events that follow, for the case system.</summary>
    public IReadOnlyList<Submission> Events { get; init; } = [];

    public AuditEntry? Audit { get; init; }
}

/// <param name="Without">See <see cref="IPayments.AlikeAsync"/>.</param>
/// <param name="Count">How many payments were read.</param>
/// <param name="Versions">Sum of their versions.</param>
public sealed record AlikeGuard(long Amount, DateOnly From, DateOnly To, string? Without, int Count, long Versions);

/// <param name="Verdict">A word: <c>booked</c>, <c>witness</c>, <c>repeat</c>, <c>out</c>, <c>no-money</c>, <c>unclear</c>.</param>
public sealed record MessageVerdict(string Message, string Verdict, string? Payment, DateTimeOffset At);

public sealed record LinesTaken(string Statement, IReadOnlyList<string> Identities);
