using Hub.Postal.Consignments;
using Hub.Postal.Telling;
using Hub.UnitTests.Postal.Fakes;
using Hub.UnitTests.Schemas;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal;

public sealed class EventSchemaTests
{
    private readonly PostScene _scene = new();

    [Fact]
    public async Task Whatever_the_post_tells_fits_its_schema()
    {
        await _scene.HandleAsync(_scene.AskPickup(more: ",\"service\":\"express\""));
        foreach (var state in (ConsignmentState[])[PickupAssigned, PickupFailed, PickedUp, InTransit, OutForDelivery, DeliveryFailed, Returning, Lost, Returned])
        {
            _scene.Clock.Advance(TimeSpan.FromHours(1));
            await _scene.Tracking.ApplyAsync([_scene.EventOf(state) with { Reason = "not-at-home", Place = "420000", Waybill = "CN202611218VN" }], null, CancellationToken.None);
        }

        await _scene.Tracking.ApplyAsync([_scene.EventOf(Delivered), _scene.EventOf(null, isKnown: false)], null, CancellationToken.None);
        _scene.Clock.Advance(TimeSpan.FromDays(3));
        await _scene.WatchStep.RunOnceAsync(CancellationToken.None);
        var proven = _scene.Consignments.Get(PostScene.Pickup) with
        {
            Proof = new ProofOfDelivery("Trần Thị Demo", "family", true, "001099000001", new string('a', 64), "photo", 21.0, 105.8, _scene.Clock.Now, true),
            Cash = new PostalCash(8000, _scene.Clock.Now, "k-1", "BL-1", null),
        };
        _scene.Consignments.Events.Add(PostalEvents.ProofRecorded(proven, _scene.Clock.Now));
        var catalogue = await SchemaSamples.CatalogueAsync();

        Assert.Equal(4, _scene.Consignments.Events.Select(e => e.Event.Type).Distinct().Count());
        Assert.All(_scene.Consignments.Events, e =>
        {
            Assert.True(catalogue.TryGet(e.Event.Type, out var schema));
            Assert.Empty(schema.Check(e.Event.Data.Span).Select(found => $"{e.Event.Id} {found.Pointer} {found.Rule}"));
            Assert.Equal(PostScene.Dossier, e.Event.Subject);
            Assert.True(e.Event.Id.Length <= 200);
        });
    }

    [Fact]
    public async Task No_task_and_no_exception_names_a_person()
    {
        await _scene.HandleAsync(_scene.AskPickup());
        await _scene.Tracking.ApplyAsync([_scene.EventOf(Lost), _scene.EventOf(null, isKnown: false)], null, CancellationToken.None);

        Assert.NotEmpty(_scene.Tasks.All);
        Assert.All(_scene.Tasks.All, task => Assert.DoesNotContain("Nguyễn", task.Vietnamese + task.English, StringComparison.Ordinal));
        Assert.All(_scene.Consignments.Events, e => Assert.DoesNotContain("0900000001", System.Text.Encoding.UTF8.GetString(e.Event.Data.Span), StringComparison.Ordinal));
    }
}
