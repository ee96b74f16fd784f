using System.Text;
using Hub.CaseSystem;
using Hub.CaseSystem.Webhooks;
using Hub.Core.Events;
using Xunit;

namespace Hub.UnitTests.CaseSystem;

public sealed class CaseSystemMapperTests
{
    [Fact]
    public void A_full_event_becomes_structured_json()
    {
        var e = Bench.AnEvent() with
        {
            DataSchema = "/schemas/x/1",
            TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            Extensions = new Dictionary<string, string> { ["sequence"] = "7", ["centre"] = "H40" },
        };

        Assert.Equal(
            """{"specversion":"1.0","id":"e-1","source":"/hub/portal","type":"vn.onestop.dossier.submitted-online.v1","subject":"000.01.15.H40-261121-0001","time":"2026-11-21T02:12:30Z","dataschema":"/schemas/x/1","traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","centre":"H40","sequence":"7","datacontenttype":"application/json","data":{"tên":"Hồ sơ"}}""",
            Text(CaseSystemMapper.ToBody(e, Encoding.UTF8.GetBytes("""{"tên":"Hồ sơ"}"""))));
    }

    [Fact]
    public void What_an_event_does_not_have_is_left_out()
    {
        var e = new CloudEvent { Id = "e-2", Source = "/hub", Type = "vn.onestop.procedure.changed.v1" };

        Assert.Equal(
            """{"specversion":"1.0","id":"e-2","source":"/hub","type":"vn.onestop.procedure.changed.v1"}""",
            Text(CaseSystemMapper.ToBody(e, default)));
    }

    [Fact]
    public void A_time_with_another_offset_is_written_in_utc_with_its_fraction()
    {
        var e = Bench.AnEvent() with { Time = new DateTimeOffset(2026, 11, 21, 9, 15, 30, 250, TimeSpan.FromHours(7)) };

        Assert.Contains("\"time\":\"2026-11-21T02:15:30.25Z\"", Text(CaseSystemMapper.ToBody(e, default)), StringComparison.Ordinal);
    }

    // Made with Python: "msg_" + urlsafe_b64encode(sha256(b"/hub/portal\ne-1")) without padding.
    [Fact]
    public void The_webhook_id_is_a_digest_of_source_and_id() =>
        Assert.Equal("msg_KG0MmyEhiaas0BG6Jau4Wb5G3G6gyA0MOFAti6cspnA", CaseSystemMapper.WebhookId(Bench.AnEvent()));

    [Theory]
    [InlineData("/hub/portal", "e-2")]
    [InlineData("/hub/portale", "-1")]
    public void Another_source_or_id_gives_another_webhook_id(string source, string id) =>
        Assert.NotEqual(CaseSystemMapper.WebhookId(Bench.AnEvent()), CaseSystemMapper.WebhookId(Bench.AnEvent() with { Source = source, Id = id }));

    [Fact]
    public void A_full_stop_in_an_event_id_does_not_reach_the_webhook_id() =>
        Assert.DoesNotContain('.', CaseSystemMapper.WebhookId(Bench.AnEvent() with { Id = "a.1795227330.{}" }));

    [Fact]
    public void A_later_attempt_keeps_id_and_body_and_signs_its_own_time()
    {
        var url = new Uri("https://case.example/hook");
        var secret = WebhookSecret.Parse(Bench.Secret)!;
        var e = Bench.AnEvent();

        var first = CaseSystemMapper.ToRequest(Bench.ASubscription(url), [secret], e, e.Data, null, Bench.Now);
        var second = CaseSystemMapper.ToRequest(Bench.ASubscription(url), [secret], e, e.Data, null, Bench.Now.AddHours(2));

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Body.ToArray(), second.Body.ToArray());
        Assert.Equal(first.Timestamp + 7200, second.Timestamp);
        Assert.NotEqual(first.Signature, second.Signature);
        Assert.Equal(WebhookSigner.Sign([secret], second.Id, second.Timestamp, second.Body.Span), second.Signature);
    }

    private static string Text(byte[] body) => Encoding.UTF8.GetString(body);
}
