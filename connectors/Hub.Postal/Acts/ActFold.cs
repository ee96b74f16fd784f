using System.Globalization;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.Postal.Tracking;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.Postal.Acts;

/// <summary>One act folded into one consignment, without any reading or writing.</summary>
public sealed class ActFold(PostalFold fold, PostalAlerts alerts, PostalOptions options)
{
    /// <param name="custody">Every link of the dossier.</param>
    public (PostalBatch Batch, ActAnswer Answer) Fold(PostalStaff staff, Consignment present, PostalAct act, IReadOnlyList<CustodyLink> custody, DateTimeOffset now)
    {
        var result = Judged(fold.Fold(present, EventOf(staff, present, act), now), present, act);
        var draft = new ActDraft(result.Consignment, result.Verdict, now, alerts, options);
        Assign(staff, present, act, draft);
        Prove(act, draft);
        Pay(staff, act, draft);
        Compare(act, draft);
        if (result.Verdict is MoveVerdict.Late or MoveVerdict.Conflict)
        {
            draft.Find(result.Verdict is MoveVerdict.Late ? ActFindings.Late : ActFindings.Conflict);
        }

        var answer = new ActAnswer(
            present.Number, act.ActId, act.Kind.Name(), result.Verdict.ToString().ToLowerInvariant(), draft.Consignment.State.Name(), act.At, now, act.Attachment?.Sha256, draft.Findings);
        return (new PostalBatch
        {
            // Even where nothing changed: the version holds off another copy of the same act.
            Consignments = [draft.Consignment],
            Act = (staff.Source, act.ActId),
            Records = [result.Record with { Raw = ActNotes.Of(staff, act, answer) }],
            Custody = Hands(staff, present, act, result.Verdict, custody, now),
            Attachments = act.Attachment is { MediaType: { } type } picture ? [new PostalAttachment(picture.Sha256, present.Number, type, picture.Content, now)] : [],
            Tasks = [.. result.Tasks, .. draft.Tasks],
            EndedTasks = result.EndedTasks,
            Events = [.. result.Events, .. draft.Events],
        }, answer);
    }

    // A job that is given back is no tracking event of the parcel: it is as silent as before. Told after the job was taken anew, it takes nothing away.
    private static FoldResult Judged(FoldResult result, Consignment present, PostalAct act)
    {
        var verdict = act.At < present.ClaimedAt ? MoveVerdict.Late : MoveVerdict.Repeated;
        return act.Kind is not ActKind.Release ? result : new FoldResult(present, verdict, result.Record with { Verdict = verdict });
    }

    private static TrackingEvent EventOf(PostalStaff staff, Consignment present, PostalAct act) => new(
        present.Number, staff.Source, act.ActId, PostalRecordKind.Act, act.Kind.Name(), Told(present, act), IsKnown: true, act.Reason, act.At,
        act.Position is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.Latitude:0.######},{at.Longitude:0.######}") : null, null, null, default);

    private static ConsignmentState? Told(Consignment present, PostalAct act) => act.Kind switch
    {
        ActKind.Claim => present is { Direction: PostalDirection.Pickup, State: Booked or PickupFailed } ? PickupAssigned : null,
        ActKind.Release => null,
        ActKind.Collected => PickedUp,
        ActKind.HandedOver => InTransit,
        ActKind.Delivered => Delivered,
        _ when act.Reason is "lost" => Lost,
        _ => (act.Stage ?? (present.State is Booked or PickupAssigned or PickupFailed ? ActStage.Pickup : ActStage.Delivery)) is ActStage.Pickup ? PickupFailed : DeliveryFailed,
    };

    private static void Assign(PostalStaff staff, Consignment present, PostalAct act, ActDraft draft)
    {
        if (act.Kind is ActKind.Claim && present.ClaimedBy is null)
        {
            draft.Consignment = draft.Consignment with { ClaimedBy = staff.Id, ClaimedAt = act.At < draft.Now ? act.At : draft.Now, Office = present.Office ?? staff.Office };
        }

        if (act.Kind is ActKind.Release && draft.Verdict is MoveVerdict.Repeated)
        {
            draft.Consignment = draft.Consignment with { ClaimedBy = null, ClaimedAt = null, Office = act.Office ?? present.Office };
        }

        // Told after another had it already, it must not be taken away from him.
        if (act.Kind is ActKind.HandedOver && draft.Verdict is MoveVerdict.Moved or MoveVerdict.Repeated && act.At >= present.StateAt && !(act.At < present.ClaimedAt))
        {
            draft.Consignment = draft.Consignment with { ClaimedBy = null, ClaimedAt = null, Office = act.Office };
        }
    }

    private static void Prove(PostalAct act, ActDraft draft)
    {
        if (act.Person is not { } person)
        {
            return;
        }

        var allowed = act.Kind is ActKind.Delivered ? Entitlement.MayReceive(draft.Consignment, person) : (bool?)null;
        if (!person.IdentityChecked)
        {
            draft.Find(ActFindings.IdentityUnseen);
        }

        if (allowed is false && Entitlement.LacksNumber(draft.Consignment, person))
        {
            draft.Find(ActFindings.NumberMissing, ActSentences.NumberMissing(draft.Consignment, draft.Options), act.ActId);
        }
        else if (allowed is false)
        {
            draft.Find(ActFindings.NotEntitled, ActSentences.NotEntitled(draft.Consignment, options: draft.Options), act.ActId);
        }

        if (draft.Consignment.Proof is { FromSystem: false })
        {
            draft.Find(ActFindings.ProofKept);
        }
        else if (draft.Verdict is not MoveVerdict.Conflict)
        {
            draft.Consignment = draft.Consignment with
            {
                Proof = new ProofOfDelivery(
                    person.Name, person.Relation, person.IdentityChecked, person.IdentityNumber, act.Attachment?.Sha256, act.Attachment?.Kind,
                    act.Position?.Latitude, act.Position?.Longitude, act.At, allowed),
            };
            draft.IsProven = true;
        }
    }

    // The money is in the postman's bag whatever the state says.
    private static void Pay(PostalStaff staff, PostalAct act, ActDraft draft)
    {
        var known = draft.Consignment.Cash;

        // Money that followed from "delivered" alone gives way, unless it was handed on already as another sum.
        var isOpen = known is null || (act.Cash is { } word && known.FromSystem && (known.Sheet is null || known.Amount == word.Amount));
        if (isOpen)
        {
            draft.Consignment = draft.Consignment with
            {
                Cash = act.Cash is { Amount: > 0 } cash ? new PostalCash(cash.Amount, act.At, staff.Id, cash.Receipt, known?.Sheet, staff.Office ?? draft.Consignment.Office) : null,
            };
        }

        if (!isOpen && act.Cash is { Amount: > 0 } again && !(again.Amount == known!.Amount && again.Receipt is { } receipt && receipt == known.Receipt))
        {
            draft.Find(ActFindings.CashKept, ActSentences.CashDiffers(draft.Consignment, again.Amount, draft.Options), act.ActId);
        }
        else if (act.Kind is ActKind.Collected or ActKind.Delivered && (draft.Consignment.Cash?.Amount ?? 0) != draft.Consignment.FeeToCollect)
        {
            draft.Find(ActFindings.CashDiffers, ActSentences.CashDiffers(draft.Consignment, draft.Consignment.Cash?.Amount ?? 0, draft.Options), act.ActId);
        }

        if (draft.IsProven)
        {
            draft.Tell(PostalEvents.ProofRecorded(draft.Consignment, draft.Now));
        }
    }

    private static void Compare(PostalAct act, ActDraft draft)
    {
        if (act.Papers is { } told && draft.Consignment.Papers.Any(paper => (told.FirstOrDefault(one => one.Id == paper.Id)?.Count ?? 0) != paper.Count))
        {
            draft.Find(ActFindings.PapersDiffer, ActSentences.PapersDiffer(draft.Consignment, draft.Options), act.ActId);
        }
    }

    private static IReadOnlyList<CustodyLink> Hands(
        PostalStaff staff, Consignment present, PostalAct act, MoveVerdict verdict, IReadOnlyList<CustodyLink> custody, DateTimeOffset now) => (act.Kind, verdict) switch
        {
            (_, MoveVerdict.Conflict) => [],
            (ActKind.Collected, _) => CustodyWriter.Links(
                custody, present, [.. act.Papers!.Where(paper => paper.Count > 0).Select(paper => paper.Id)], Holder.Citizen, Holder.Postman, staff, act.At, now),
            (ActKind.Delivered, _) => CustodyWriter.Links(custody, present, null, Holder.Postman, Holder.Citizen, staff, act.At, now),
            _ => [],
        };
}
