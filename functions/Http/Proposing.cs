using Hub.Core.Approvals;
using Hub.Core.Envelopes;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>The one way in which a request becomes a proposal, whatever endpoint it came to.</summary>
internal sealed class Proposing(IProposals proposals, ApprovalViews views, EnvelopeIds ids, TimeProvider clock)
{
    public const int MaxReason = 500;

    /// <summary>What a proposal may be answered with, beyond what the endpoint itself has.</summary>
    public static readonly IReadOnlyList<ProblemKind> Problems = [ProblemKinds.PersonNeeded, ProblemKinds.SubjectMoved, ProblemKinds.ProposalOpen];

    /// <summary>Proposes and answers with the proposal.</summary>
    /// <param name="status">When it was stored, or was there already.</param>
    public async Task AnswerAsync(HttpContext http, IProposalKind kind, string subject, ProposalBasis basis, string reason, int status = StatusCodes.Status202Accepted)
    {
        var visit = Visit.Of(http);
        if (visit.Caller.Person is not { } maker)
        {
            await http.ProblemAsync(ProblemKinds.PersonNeeded);
            return;
        }

        var now = clock.GetUtcNow();
        var draft = new ProposalDraft(
            ids.Next().Value, kind.Name, subject, ProposalDigest.Of(kind.Name, subject, basis.Present.Span), maker, visit.Caller.Id, reason, now, now + kind.Lifetime)
        {
            After = basis.After,
            Type = basis.Type,
            Dossier = basis.Dossier,
            LimitClass = basis.LimitClass,
        };
        var result = await proposals.ProposeAsync(draft, visit.Commit(draft.Id.ToString()), http.RequestAborted);
        if (result.Refusal is not null || result.IsRepeat)
        {
            visit.Undo();
            visit.Target = result.Proposal?.Id.ToString() ?? subject;
        }

        await (result.Refusal is { } refusal ? http.ProblemAsync(Of(refusal)) : views.ShowAsync(http, result.Proposal!, status));
    }

    public static ProblemKind Of(ProposalRefusal refusal) => refusal switch
    {
        ProposalRefusal.NotFound => ProblemKinds.NotFound,
        ProposalRefusal.Lapsed => ProblemKinds.ProposalLapsed,
        ProposalRefusal.NotMaker => ProblemKinds.NotMaker,
        ProposalRefusal.SamePerson => ProblemKinds.SamePerson,
        ProposalRefusal.SubjectMoved => ProblemKinds.SubjectMoved,
        ProposalRefusal.Taken => ProblemKinds.ProposalOpen,
        _ => ProblemKinds.WrongState,
    };
}
