using System.Text.Json;
using Hub.Core.Approvals;
using Hub.Core.Schemas;
using Hub.Functions.Http.Messages;

namespace Hub.Functions.Http;

/// <summary>From proposals to the shapes of the interface.</summary>
internal sealed class ApprovalViews(IEnumerable<IProposalKind> kinds, GuardedFields guarded, PersonalMask mask)
{
    public ProposalSummary Summary(Proposal of) => new(
        of.Id.ToString(), of.Kind, Title(of), of.Subject, ProposalStates.Name(of.State), of.LimitClass, of.Maker.Name, of.Reason, of.ProposedAt, of.ExpiresAt,
        of.DecidedAt, of.Checker?.Name, of.DecisionReason);

    public ProposalDetail Detail(Proposal of, bool reveal) => new(
        of.Id.ToString(), of.Kind, Title(of), of.Subject, ProposalStates.Name(of.State), of.LimitClass, of.Maker.Name, of.MakerActor, of.Reason, of.ProposedAt, of.ExpiresAt,
        of.DecidedAt, of.Checker?.Name, of.CheckerActor, of.DecisionReason, of.Digest, of.Dossier,
        of.Type is { } type ? [.. guarded.Changed(type, of.Before, of.After).Select(change => new ProposalChange(change.Path, change.Class))] : [],
        Value(of, of.Before, reveal), Value(of, of.After, reveal), reveal);

    /// <summary>The same, shown masked or whole.</summary>
    public string Tag(Proposal of) => EntityTags.Of(JsonSerializer.SerializeToUtf8Bytes(Detail(of, reveal: true), HubJson.Wire.ProposalDetail));

    /// <summary>Answers with the proposal, masked.</summary>
    public Task ShowAsync(HttpContext http, Proposal proposal, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.ETag = Tag(proposal);
        if (status is not StatusCodes.Status200OK)
        {
            http.Response.Headers.Location = $"/approvals/{proposal.Id}";
        }

        return http.JsonAsync(Detail(proposal, reveal: false), HubJson.Wire.ProposalDetail, status);
    }

    private string Title(Proposal of) => kinds.FirstOrDefault(kind => kind.Name == of.Kind)?.Title.ToString() ?? of.Kind;

    // What was never JSON is kept for the store's sake and shown as a text.
    private JsonElement? Value(Proposal of, ReadOnlyMemory<byte> value, bool reveal) =>
        value.IsEmpty ? null
        : of.Type is { } type && !reveal ? Views.Masked(mask.Mask(type, value.Span))
        : Views.Masked(System.Text.Encoding.UTF8.GetString(value.Span));
}
