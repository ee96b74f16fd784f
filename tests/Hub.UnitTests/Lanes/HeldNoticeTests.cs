using System.Text;
using System.Text.Json;
using Hub.Core;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.UnitTests.Schemas;
using Xunit;

namespace Hub.UnitTests.Lanes;

public sealed class HeldNoticeTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    private static Delivery Of(string type, string key, string lane = "national-portal") => new()
    {
        Envelope = new Envelope
        {
            Seq = 5,
            Id = new EnvelopeId(new Guid(7, 0, 0, new byte[8])),
            Lane = lane,
            Key = key,
            Type = type,
            Body = Encoding.UTF8.GetBytes("{}"),
            TraceParent = "00-trace",
            CreatedAt = At,
        },
        Attempts = 1,
        IsDoubtful = false,
        Lease = 1,
    };

    private static readonly Bilingual Portal = new("Cổng", "the portal");

    [Theory]
    [InlineData(EventTypes.DossierStatusChanged, "000.00.16.H26-260302-0001", "dossierCode")]
    [InlineData(EventTypes.RatingGiven, "000.00.16.H26-260302-0001", "dossierCode")]
    [InlineData("hub.portal.resync.v1", "000.00.16.H26-260302-0001", "dossierCode")]
    [InlineData(EventTypes.ProcedureIntegrationProposed, "1.000656", "procedureCode")]
    public async Task It_is_an_event_that_its_schema_takes(string type, string key, string field)
    {
        var notice = HeldNotice.For(Of(type, key), Portal, new Fate.Dead("status-unmapped", "no such status"), At);

        Assert.True((await SchemaSamples.CatalogueAsync()).TryGet(notice.Event.Type, out var schema));
        Assert.Empty(schema.Check(notice.Event.Data.Span));
        using var data = JsonDocument.Parse(notice.Event.Data);
        Assert.Equal(key, data.RootElement.GetProperty(field).GetString());
        Assert.Equal(type, data.RootElement.GetProperty("eventType").GetString());
        Assert.Equal(At, data.RootElement.GetProperty("heldAt").GetDateTimeOffset());
        Assert.StartsWith("Việc chuyển", data.RootElement.GetProperty("sentences").GetProperty("vi").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("no such status", Encoding.UTF8.GetString(notice.Event.Data.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void It_goes_out_in_the_hubs_name_and_follows_the_trace()
    {
        var notice = HeldNotice.For(Of(EventTypes.DossierReceived, "H01"), Portal, new Fate.Dead("http-422", "no"), At);

        Assert.Equal((EventDirection.Out, "hub", At), (notice.Direction, notice.AcceptedBy, notice.ReceivedAt));
        Assert.Equal(("urn:hub:lane:national-portal", "H01", "00-trace", At), (notice.Event.Source, notice.Event.Subject, notice.Event.TraceParent, notice.Event.Time));
        Assert.Equal(EventDigest.Of(notice.Event), notice.Digest.ToArray());
        Assert.InRange(notice.Event.Id.Length, 1, 200);
    }

    [Fact]
    public void Dying_again_is_news_again()
    {
        var dead = new Fate.Dead("http-422", "no");
        var delivery = Of(EventTypes.DossierReceived, "H01");
        Assert.Equal(HeldNotice.For(delivery, Portal, dead, At).Event.Id, HeldNotice.For(delivery, Portal, dead, At).Event.Id);
        Assert.NotEqual(HeldNotice.For(delivery, Portal, dead, At).Event.Id, HeldNotice.For(delivery, Portal, dead, At + TimeSpan.FromTicks(1)).Event.Id);
    }
}
