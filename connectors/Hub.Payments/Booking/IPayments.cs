using Hub.Payments.Model;

namespace Hub.Payments.Booking;

/// <summary>All that is kept of the centre's money.</summary>
public interface IPayments
{
    /// <param name="id">See <see cref="Fee.Id"/>.</param>
    Task<Fee?> FeeAsync(string id, CancellationToken ct);

    /// <summary>Fees of a dossier, by number.</summary>
    Task<IReadOnlyList<Fee>> FeesOfDossierAsync(string dossier, CancellationToken ct);

    /// <summary>Fees of any dossier that bear a number; at most ten.</summary>
    Task<IReadOnlyList<Fee>> FeesOfNumberAsync(string number, CancellationToken ct);

    /// <summary>Fees of the dossiers whose code, without its signs, is this.</summary>
    Task<IReadOnlyList<Fee>> FeesOfPlainAsync(string plain, CancellationToken ct);

    /// <summary>Fees that were brought over from the system before, by what it called them; at most ten.</summary>
    /// <param name="references">See <see cref="FormerReference.Plain"/>.</param>
    Task<IReadOnlyList<Fee>> FeesOfFormerAsync(IReadOnlyCollection<string> references, CancellationToken ct);

    /// <summary>In order of id.</summary>
    /// <param name="state">Null: in every state.</param>
    Task<IReadOnlyList<Fee>> FeesAsync(FeeState? state, string? after, int limit, CancellationToken ct);

    /// <summary>The fee with all that hangs on it; null when there is none.</summary>
    Task<FeeFile?> FileAsync(string id, CancellationToken ct);

    /// <param name="references">Texts of references.</param>
    Task<IReadOnlyList<PaymentRequest>> RequestsAsync(IReadOnlyCollection<string> references, CancellationToken ct);

    /// <summary>Open requests whose code begins or ends with one of these six characters.</summary>
    Task<IReadOnlyList<PaymentRequest>> CandidatesAsync(IReadOnlyCollection<string> parts, CancellationToken ct);

    Task<Payment?> PaymentAsync(string id, CancellationToken ct);

    /// <summary>The payment that this told of.</summary>
    Task<Payment?> OfWitnessAsync(string source, string key, CancellationToken ct);

    /// <summary>Payments of one amount of these days, in order of day and booking.</summary>
    /// <param name="without">Only those that this source has not told of; null: all.</param>
    Task<IReadOnlyList<Payment>> AlikeAsync(long amount, DateOnly from, DateOnly to, string? without, CancellationToken ct);

    /// <summary>In the order of their booking.</summary>
    /// <param name="after">Number of the last one seen; 0 for the first page.</param>
    Task<IReadOnlyList<NumberedPayment>> PaymentsAsync(long after, int limit, CancellationToken ct);

    /// <summary>Where money of a payment went, in order.</summary>
    Task<IReadOnlyList<LedgerMove>> MovesAsync(string payment, CancellationToken ct);

    Task<IReadOnlyList<LedgerLine>> LedgerAsync(DateOnly from, DateOnly to, CancellationToken ct);

    /// <summary>Everything by which what is stored breaks the conservation of money; at most a hundred.</summary>
    Task<IReadOnlyList<LedgerFault>> FaultsAsync(CancellationToken ct);

    /// <summary>Keeps what a messenger sent, before anything is decided by it.</summary>
    /// <returns>As it is kept: where the same was kept before, with what was decided then.</returns>
    Task<KeptMessage> KeepAsync(KeptMessage message, CancellationToken ct);

    Task<IReadOnlyList<KeptMessage>> UndecidedAsync(int limit, CancellationToken ct);

    Task<IReadOnlyList<BeneficiaryAccount>> AccountsAsync(CancellationToken ct);

    /// <summary>These lines as far as they are stored, those among them that a correction took away.</summary>
    Task<IReadOnlyList<KeptLine>> KnownLinesAsync(IReadOnlyCollection<string> identities, CancellationToken ct);

    /// <summary>The statement in force that has this slot; see <see cref="KeptStatement.Slot"/>.</summary>
    Task<KeptStatement?> StatementAsync(string slot, CancellationToken ct);

    /// <summary>In force or not; see <see cref="KeptStatement.Id"/>.</summary>
    Task<KeptStatement?> StatementOfIdAsync(string id, CancellationToken ct);

    /// <summary>Statements in force that tell of this day or a later one, in order of their last day.</summary>
    Task<IReadOnlyList<KeptStatement>> StatementsSinceAsync(DateOnly from, CancellationToken ct);

    /// <summary>Days that were found missing: those from this day on, and whatever is missing still.</summary>
    Task<IReadOnlyList<ExpectedFile>> ExpectedFilesAsync(DateOnly from, CancellationToken ct);

    /// <summary>Lines in force of a statement.</summary>
    Task<IReadOnlyList<KeptLine>> LinesAsync(string statement, CancellationToken ct);

    /// <summary>Lines in force that told of money of this amount and value day with this reference of the bank.</summary>
    Task<IReadOnlyList<KeptLine>> LinesOfReferenceAsync(string reference, long amount, DateOnly day, CancellationToken ct);

    /// <summary>Writes all of it or nothing.</summary>
    /// <returns>False when something moved since it was read.</returns>
    Task<bool> CommitAsync(PaymentsBatch batch, CancellationToken ct);
}

/// <summary>A fee with its payments and requests.</summary>
public sealed record FeeFile(Fee Fee, IReadOnlyList<Payment> Payments, IReadOnlyList<PaymentRequest> Requests);

/// <param name="Seq">Where it stands in the order of booking.</param>
public sealed record NumberedPayment(long Seq, Payment Payment);

/// <summary>A sum that went from one place to another; the history of a payment.</summary>
/// <param name="From">Null: it came in.</param>
/// <param name="By">What moved it: a messenger, a line, an event.</param>
public sealed record LedgerMove(string Payment, PaymentState? From, string? FromFee, PaymentState To, string? ToFee, long Amount, string By, DateTimeOffset At);
