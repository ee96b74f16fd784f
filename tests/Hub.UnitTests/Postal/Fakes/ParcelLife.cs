using System.Text;
using System.Text.Json;
using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.UnitTests.Postal.Fakes;

/// <summary>One consignment of vnpost through whatever happens, over the real book, desks and connector.</summary>
internal sealed class ParcelLife
{
    private static readonly PostalStaff Postman = new("k-postman", "vnpost", null);

    private const string Cancel = """{"requestedAt":"2026-03-02T16:00:00+07:00","direction":"pickup"}""";
    private const string Redirect = """
        {"requestedAt":"2026-03-02T16:00:00+07:00","direction":"pickup",
         "citizen":{"name":"Trần Thị Demo","phone":"0900000002","address":{"line":"Số 9","communeCode":"18001","provinceCode":"42"}}}
        """;

    public ParcelLife(ConsignmentState began, PostalDirection direction)
    {
        var booked = Scene.Booked() with { State = began, WatchAt = Scene.Watch.After(began, Scene.Clock.Now), Direction = direction, Papers = [new PostalPaper("p-1", "Bản chính", 1, "original")] };
        Scene.Consignments.Put(began is ConsignmentState.Requested ? booked with { BookedAt = null, Booking = new BookingTry("vnpost", Scene.Clock.Now) } : booked);
    }

    public PostScene Scene { get; } = new();

    public Consignment Now => Scene.Consignments.Get(PostScene.Pickup);

    /// <summary>What was really kept of what was told of it, in the order of keeping.</summary>
    public IReadOnlyList<PostalRecord> Kept => Scene.Consignments.Records;

    /// <summary>The moves that the case system was told of.</summary>
    public IEnumerable<(string Before, string After)> Told => Scene.Consignments.Events.Where(e => e.Event.Type == PostalEventTypes.StatusChanged)
        .Select(e => JsonDocument.Parse(e.Event.Data).RootElement).Select(data => (data.GetProperty("previousState").GetString()!, data.GetProperty("state").GetString()!));

    public void Live(Happening happening) => LiveAsync(happening).GetAwaiter().GetResult();

    private async Task LiveAsync(Happening happening)
    {
        switch (happening)
        {
            case Happening.Page page:
                await Scene.Tracking.ApplyAsync([.. page.Events.Select(EventOf)], null, CancellationToken.None);
                break;
            case Happening.Act act:
                await Scene.Acts.DoAsync(Postman, PostScene.Pickup, Act(act), null, CancellationToken.None);
                break;
            case Happening.Cancel cancel:
                await Scene.HandleAsync(Scene.Ask(PostalEventTypes.CancelRequested, Cancel, $"c-{cancel.Id}"));
                break;
            case Happening.Redirect redirect:
                await Scene.HandleAsync(Scene.Ask(PostalEventTypes.RedirectRequested, Redirect, $"r-{redirect.Id}"));
                break;
            case Happening.Silence silence:
                Scene.Clock.Advance(TimeSpan.FromHours(silence.Hours));
                await Scene.WatchStep.RunOnceAsync(CancellationToken.None);
                break;
            case Happening.Overtaken overtaken:
                Scene.Consignments.Refuse = overtaken.Commits;
                break;
        }
    }

    private TrackingEvent EventOf(Happening.Event told) => new(
        PostScene.Pickup, told.Source, told.Key, PostalRecordKind.Tracking, told.State?.ToString() ?? "0", told.State, told.IsKnown, null,
        Scene.Clock.Now + TimeSpan.FromMinutes(told.Minutes), null, null, null, Encoding.UTF8.GetBytes("{}"));

    private PostalAct Act(Happening.Act act) => new()
    {
        ActId = $"a-{act.Id}",
        Kind = act.Kind,
        At = Scene.Clock.Now + TimeSpan.FromMinutes(act.Minutes),
        Papers = act.Kind is ActKind.Collected ? [new ActPaper("p-1", 1)] : null,
        Person = act.Kind is ActKind.Collected or ActKind.Delivered ? new ActPerson("Nguyễn Văn Demo", "self", IdentityChecked: true, null) : null,
        Reason = act.Kind is ActKind.Failed ? act.Reason : null,
        Stage = act.Kind is ActKind.Failed ? act.Stage : null,
    };
}
