using Hub.Core.Dossiers;
using Hub.NationalPortal.Dossiers.Data;

namespace Hub.NationalPortal.Dossiers;

/// <summary>A dossier as its events tell it up to one position, in no partner's words.</summary>
public sealed record DossierSnapshot
{
    public required string Code { get; init; }

    public DossierPosition Position { get; init; }

    /// <summary>Null before the first status.</summary>
    public DossierStatus? Status { get; init; }

    /// <summary>False until any <c>received</c> event is stored: there is nothing to send but a code.</summary>
    public bool IsKnown { get; init; }

    public ProcedureRef? Procedure { get; init; }

    public string? Channel { get; init; }

    public string? SubmittedVia { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public DateTimeOffset? AppointmentAt { get; init; }

    public DateTimeOffset? RefusedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? ReturnedAt { get; init; }

    public Applicant? Applicant { get; init; }

    public string? ReceiptNumber { get; init; }

    public string? Summary { get; init; }

    public string? Note { get; init; }

    public string? OtherInformation { get; init; }

    public Agency? Agency { get; init; }

    public Agency? Holder { get; init; }

    public string? ReturnBy { get; init; }

    public string? ReturnInformation { get; init; }

    public string? OnlinePayment { get; init; }

    public IReadOnlyList<Paper> Papers { get; init; } = [];

    public IReadOnlyList<OtherPaper> OtherPapers { get; init; } = [];

    public IReadOnlyList<Fee> Fees { get; init; } = [];

    public IReadOnlyList<DossierSupplement> Supplements { get; init; } = [];

    /// <summary>Times in which the centre waited for the applicant's papers, in order; only the last may be open.</summary>
    public IReadOnlyList<SupplementPause> Pauses { get; init; } = [];

    public IReadOnlyList<ResultPaper> ResultPapers { get; init; } = [];

    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>Values that must not reach a log, an attempt's history or a message.</summary>
    // A remark of a word or two says nothing of a person, and would be found in anybody's sentence.
    private const int Telling = 20;

    public IEnumerable<string?> PersonalValues() =>
    [
        Applicant?.Name, Applicant?.Phone, Applicant?.Email, Applicant?.Fax, Applicant?.Address, Applicant?.PortalAccount,
        .. (Applicant?.Identity ?? []).Select(identity => identity.Number),
        .. new[] { Summary, Note, OtherInformation, ReturnInformation }.Where(text => text?.Length >= Telling),
        .. Supplements.SelectMany(supplement => new[] { supplement.Request?.RequestedBy, supplement.Receipt?.ReceivedBy }),
    ];
}

/// <summary>One round of further papers: what was asked, and what came of it.</summary>
public sealed record DossierSupplement(string Id, SupplementRequest? Request, SupplementReceipt? Receipt = null);

/// <param name="Until">Null while the papers are still awaited.</param>
public sealed record SupplementPause(DateTimeOffset From, DateTimeOffset? Until);
