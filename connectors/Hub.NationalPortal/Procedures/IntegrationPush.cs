using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Procedures;
using Hub.NationalPortal.Dossiers.Data;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Procedures;

/// <summary>Offers a procedure to the portal, or takes the offer back, by the configured operation (assumed).</summary>
public sealed class IntegrationPush(PortalLink link, ICatalogue catalogue)
{
    public async Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct)
    {
        IntegrationData? data;
        try
        {
            data = JsonSerializer.Deserialize(delivery.Envelope.Body.Span, NationalPortalDataJson.Default.IntegrationData);
        }
        catch (JsonException)
        {
            data = null;
        }

        if (data is null)
        {
            return new Outcome.Reject(ReasonCodes.SchemaInvalid, "Không đọc được dữ liệu của sự kiện. / The event's data cannot be read.");
        }

        var isProposal = delivery.Envelope.Type == EventTypes.ProcedureIntegrationProposed;
        var item = Item(delivery.Envelope.Key, data, isProposal);
        var reply = await link.PushIntegrationAsync(item, ct);
        if (await StateAfterAsync(delivery, reply, isProposal, ct) is { } changed)
        {
            return changed;
        }

        return new Handled(NationalPortalReplies.ToOutcome(reply, isWrite: true, Mask)) { Answer = Words(reply) };
    }

    private static string Mask(string text) => AnswerMask.Apply(text, []);

    private static string? Words(PortalReply reply) => reply switch
    {
        PortalReply.Ok ok => Mask($"error_code {ok.Code}: {ok.Message}"),
        PortalReply.Business no => Mask($"error_code {no.Code}: {no.Message}"),
        _ => null,
    };

    // The same offer made twice, or taken back twice, is one offer: the portal's "already" is an acknowledgement.
    private static string? StateOf(PortalReply reply, bool isProposal) => reply switch
    {
        PortalReply.Ok => isProposal ? IntegrationStates.Testing : IntegrationStates.Withdrawn,
        PortalReply.Business { Kind: PortalRefusal.Exists } when isProposal => IntegrationStates.Testing,
        PortalReply.Business { Kind: PortalRefusal.UnknownDossier } when !isProposal => IntegrationStates.Withdrawn,
        PortalReply.Business { Kind: PortalRefusal.Refused or PortalRefusal.UnknownDossier } when isProposal => IntegrationStates.Refused,
        _ => null,
    };

    private async Task<Handled?> StateAfterAsync(Delivery delivery, PortalReply reply, bool isProposal, CancellationToken ct)
    {
        if (StateOf(reply, isProposal) is not { } state)
        {
            return null;
        }

        var code = delivery.Envelope.Key;
        var previous = (await catalogue.IntegrationAsync(code, ct))?.State;
        return new Handled(new Outcome.Done(state))
        {
            Answer = Words(reply),
            Events = previous == state
                ? []
                : [IntegrationEvents.Changed(code, state, previous, Words(reply), delivery.Envelope.Id.ToString(), link.Clock.GetUtcNow())],
        };
    }

    private JsonElement Item(string code, IntegrationData data, bool isProposal)
    {
        var shape = link.Options.IntegrationOperation;
        var level = data.ServiceLevel is { } neutral ? shape.Levels.GetValueOrDefault(neutral, neutral) : "";
        var note = data.Reason ?? data.Evidence?.Note ?? "";
        using var document = JsonDocument.Parse(NationalPortalJson.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString(shape.CodeField, code);
            writer.WriteString(shape.NameField, data.Procedure?.Name ?? "");
            writer.WriteString(shape.ActionField, isProposal ? shape.ProposeValue : shape.WithdrawValue);
            writer.WriteString(shape.LevelField, level);
            writer.WriteString(shape.AgencyField, data.Agency?.Code ?? "");
            writer.WriteString(shape.DecisionField, data.DecisionNumber ?? "");
            writer.WriteString(shape.DecidedOnField, VietnamTime.Text(data.DecidedAt));
            writer.WriteString(shape.NoteField, note);
            writer.WriteEndObject();
        }));
        return document.RootElement.Clone();
    }
}
