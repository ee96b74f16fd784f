using System.Text.Json;
using Hub.Core.Inbox;
using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.Postal.Tracking;
using Hub.Tests.Centres;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Http;

/// <summary>The post through the whole hub and its real store: request in, booked, moved, told, watched.</summary>
public sealed class DeskPostTests(DeskPostApp hub) : IClassFixture<DeskPostApp>
{
    private const string Dossier = "000.00.01.H40-261121-0777";
    private const string Number = Dossier + "-P1";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private IConsignments Consignments => hub.App.Services.GetRequiredService<IConsignments>();

    [Fact]
    public async Task A_pickup_is_booked_moved_by_a_sign_and_told_in_the_feed_and_on_the_timeline()
    {
        var posted = await hub.PostEventAsync($$"""
            {"specversion":"1.0","id":"p-1","source":"/centre/h40","type":"{{PostalEventTypes.PickupRequested}}","subject":"{{Dossier}}","time":"2026-11-21T09:15:30+07:00","data":{
             "requestedAt":"2026-11-21T09:15:30+07:00",
             "citizen":{"name":"Nguyễn Văn Demo","phone":"0900000001","address":{"line":"Số 1","communeName":"Phường Demo","provinceName":"Hà Nội"} },
             "agency":{"name":"Trung tâm Demo","phone":"02430000001","address":{"line":"Số 2","communeCode":"00008","provinceCode":"01"} },
             "papers":[{"id":"p-1","name":"Giấy báo tử","count":1,"kind":"original"}],"note":"Gọi trước khi đến"} }
            """);
        Assert.Equal(202, posted.Status);

        var booked = await Eventually.FindAsync("booked", async () => await Consignments.FindAsync(Number, CancellationToken.None) is { State: ConsignmentState.Booked } found ? found : null);
        Assert.Equal(("ward-post", null, "Gọi trước khi đến"), (booked.Operator, booked.Booking, booked.Note));
        var now = hub.App.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var sign = new TrackingEvent(Number, "ward-post/desk", "s-1", PostalRecordKind.Tracking, "collected", ConsignmentState.PickedUp, true, null, now, null, null, null, "{}"u8.ToArray());
        var book = hub.App.Services.GetRequiredService<TrackingService>();

        Assert.Equal(1, (await book.ApplyAsync([sign], new CursorMove("ward-post", null, "1"), CancellationToken.None)).Moved);
        Assert.False((await book.ApplyAsync([sign], new CursorMove("ward-post", null, "1"), CancellationToken.None)).IsWritten);

        var told = (await hub.GetAsync("/feed?after=0&limit=100", Role.CaseSystem)).Text;
        Assert.Contains(PostalEventTypes.Booked, told, StringComparison.Ordinal);
        Assert.Contains("picked-up", told, StringComparison.Ordinal);
        var timeline = await hub.GetAsync($"/dossiers/{Dossier}", Role.Operator);
        Assert.Contains("Bưu tá đã nhận", JsonSerializer.Serialize(timeline.Json, Plain), StringComparison.Ordinal);
        Assert.DoesNotContain(hub.Log.Lines, line => line.Contains("Nguyễn Văn Demo", StringComparison.Ordinal));
    }
}
