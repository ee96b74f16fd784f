using Hub.Core.Intake;

namespace Hub.Core.Approvals;

/// <summary>
/// A kind of thing that needs two people. A party registers one, and beside it, for each dialect of the store, how its subject stands and how it is carried out
/// (<c>ISqliteProposalAct</c>, <c>IPostgresProposalAct</c>).
/// </summary>
public interface IProposalKind
{
    /// <summary>Stable, kebab-case: <c>dead-letter-edit</c>.</summary>
    string Name { get; }

    Bilingual Title { get; }

    /// <summary>Roles of those who may propose, decide and withdraw.</summary>
    IReadOnlyList<string> Roles { get; }

    /// <summary>How long a proposal waits for its second person.</summary>
    TimeSpan Lifetime { get; }

    /// <summary>Checks what is wished for before anything is stored. Reads only.</summary>
    /// <param name="after">The subject as it is to be: one JSON value, as <see cref="StrictJson"/> read it.</param>
    /// <returns>A refusal's name is one of <see cref="RefusalNames"/>, or that of another problem of the hub.</returns>
    Task<(ProposalBasis? Basis, Refusal? Refusal)> WeighAsync(string subject, ReadOnlyMemory<byte> after, CancellationToken ct);
}

/// <summary>What a proposal rests on, as its kind found it.</summary>
/// <param name="Present">The subject as it stands: what a proposal is judged on, byte for byte what the store's act says it is.</param>
/// <param name="After">The subject as it is to be, in the form in which it is stored.</param>
/// <param name="Type">See <see cref="Proposal.Type"/>.</param>
public sealed record ProposalBasis(ReadOnlyMemory<byte> Present, ReadOnlyMemory<byte> After, string? LimitClass = null, string? Dossier = null, string? Type = null);
