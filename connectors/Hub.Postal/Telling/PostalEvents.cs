using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Intake;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Telling;

/// <summary>What the case system is told. The ids follow from what happened, so that the same thing told twice is one event.</summary>
public static class PostalEvents
{
    /// <summary><c>postal.booked</c>; the consignment bears operator and time of booking.</summary>
    public static Submission Booked(Consignment consignment, DateTimeOffset now) => Make(
        PostalEventTypes.Booked, $"booked-{consignment.Number}", consignment.Dossier, consignment.BookedAt ?? now, now, json =>
        {
            Identify(json, consignment);
            json.Text("service", consignment.Service, 40);
            json.Text("reference", consignment.Reference, 100);
            if (consignment.Price is >= 0 and var price)
            {
                json.WriteNumber("price", price);
            }

            json.WriteString("bookedAt", consignment.BookedAt ?? now);
        });

    /// <summary><c>postal.redirected</c>.</summary>
    /// <param name="source">With <paramref name="id"/> the event that asked for it.</param>
    public static Submission Redirected(Consignment consignment, string source, string id, DateTimeOffset now) => Make(
        PostalEventTypes.Redirected, $"redirected-{Digest($"{source}\n{id}")}", consignment.Dossier, now, now, json =>
        {
            Identify(json, consignment);
            json.Text("requestId", id);
            json.WriteString("at", now);
        });

    /// <summary><c>postal.status-changed</c>.</summary>
    /// <param name="after">In its new state, which began at <see cref="Consignment.StateAt"/>.</param>
    /// <param name="cause">What moved it: in one moment it may come to the same state twice, to and fro.</param>
    public static Submission StatusChanged(Consignment after, ConsignmentState before, string? place, string cause, DateTimeOffset receivedAt) => Make(
        PostalEventTypes.StatusChanged, $"status-{after.Number}-{after.State.Name()}-{after.StateAt.UtcTicks}-{Digest(cause)}", after.Dossier, after.StateAt, receivedAt, json =>
        {
            Identify(json, after);
            json.WriteString("state", after.State.Name());
            json.WriteString("previousState", before.Name());
            if (after.Reason is { } reason)
            {
                Reason(json, reason);
            }

            json.Text("place", place);
            json.WriteString("at", after.StateAt);
            json.WriteString("receivedAt", receivedAt);
        });

    /// <summary><c>postal.proof-recorded</c>, of the proof that the consignment bears.</summary>
    /// <exception cref="InvalidOperationException">It bears none.</exception>
    public static Submission ProofRecorded(Consignment consignment, DateTimeOffset receivedAt)
    {
        var proof = consignment.Proof ?? throw new InvalidOperationException($"Consignment {consignment.Number} bears no proof.");
        return Make(PostalEventTypes.ProofRecorded, $"proof-{consignment.Number}-{proof.At.UtcTicks}{(proof.FromSystem ? "-told" : "")}", consignment.Dossier, proof.At, receivedAt, json =>
        {
            Identify(json, consignment);
            json.WriteStartObject("receiver");
            json.Text("name", proof.Name);
            json.WriteString("relation", proof.Relation);
            json.WriteEndObject();
            json.WriteBoolean("identityChecked", proof.IdentityChecked);
            if (proof.IsAllowed is { } allowed)
            {
                json.WriteBoolean("allowed", allowed);
            }

            if (proof.Attachment is { } sha256)
            {
                json.WriteStartObject("attachment");
                json.WriteString("sha256", sha256);
                json.Text("kind", proof.AttachmentKind);
                json.WriteEndObject();
            }

            if (consignment.Cash is { Amount: >= 0 } cash)
            {
                json.WriteNumber("collected", cash.Amount);
                json.Text("receipt", cash.Receipt, 60);
            }

            json.WriteString("at", proof.At);
            json.WriteString("receivedAt", receivedAt);
        });
    }

    /// <summary><c>postal.exception</c>.</summary>
    /// <param name="id">What makes it one: the same cause told twice is one event.</param>
    /// <param name="consignment">Null when it is about an operator.</param>
    internal static Submission Exception(PostalAlert alert, string id, Consignment? consignment, DateTimeOffset dueAt, DateTimeOffset now) => Make(
        PostalEventTypes.Exception, $"exception-{alert.Kind}-{id}", consignment?.Dossier, now, now, json =>
        {
            json.WriteString("code", alert.Kind);
            json.WriteStartObject("sentences");
            json.Text("vi", alert.Text.Vi, 1000);
            json.Text("en", alert.Text.En, 1000);
            json.WriteEndObject();
            json.WriteString("owner", alert.IsOperators ? PostalCodes.PostalOperator : PostalCodes.Centre);
            if (consignment is not null)
            {
                Identify(json, consignment);
                json.WriteString("state", consignment.State.Name());
            }
            else
            {
                json.Text("operator", alert.Operator, 40);
            }

            json.Text("rawCode", alert.RawCode, 100);
            json.WriteString("dueAt", dueAt);
            json.WriteString("at", now);
        });

    private static string Digest(string cause) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cause)).AsSpan(0, 8));

    private static void Identify(Utf8JsonWriter json, Consignment consignment)
    {
        json.WriteString("number", consignment.Number);
        json.WriteString("direction", consignment.Direction.Name());
        json.Text("operator", consignment.Operator, 40);
        json.Text("waybill", consignment.Waybill, 40);
    }

    private static void Reason(Utf8JsonWriter json, string code)
    {
        json.WriteStartObject("reason");
        json.WriteString("code", code);
        if (PostalReasons.All.TryGetValue(code, out var known))
        {
            json.WriteString("blame", known.Blame.ToString().ToLowerInvariant());
            json.WriteString("vi", known.Text.Vi);
            json.WriteString("en", known.Text.En);
        }

        json.WriteEndObject();
    }

    private static Submission Make(string type, string id, string? subject, DateTimeOffset at, DateTimeOffset now, Action<Utf8JsonWriter> write)
    {
        var told = new CloudEvent { Id = id, Source = PostalCodes.Source, Type = type, Subject = subject, Time = at, Data = DataJson.Write(write) };
        return new Submission { Event = told, Digest = EventDigest.Of(told), Direction = EventDirection.Out, ReceivedAt = now, AcceptedBy = PostalCodes.Hub };
    }
}
