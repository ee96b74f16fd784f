using System.Text;
using System.Text.Json;
using Hub.CaseSystem.Settings;
using Hub.CaseSystem.Webhooks;
using Hub.Core.Events;
using Hub.Core.Outbox;
using Hub.NationalPortal.Settings;
using Xunit;

namespace Hub.UnitTests.CaseSystem;

public sealed class CaseSystemConnectorTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task No_incoming_event_leads_to_the_lane()
    {
        await using var bench = new Bench(new CaseSystemOptions());

        Assert.Equal("case-system", bench.Connector.Lane);
        Assert.Empty(bench.Connector.Types);
    }

    [Fact]
    public async Task The_whole_event_reaches_the_receiver_signed()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        bench.Subscriptions.Put(Bench.ASubscription(receiver.Url));

        var handled = await bench.Connector.HandleAsync(bench.ADelivery(Bench.AnEvent()), None);

        Assert.Equal("HTTP 200", Assert.IsType<Outcome.Done>(handled.Outcome).Reference);
        var seen = Assert.Single(receiver.Requests);
        using var body = JsonDocument.Parse(seen.Body);
        Assert.Equal("e-1", body.RootElement.GetProperty("id").GetString());
        Assert.Equal("/hub/portal", body.RootElement.GetProperty("source").GetString());
        Assert.Equal(Bench.Dossier, body.RootElement.GetProperty("subject").GetString());
        Assert.Equal("Nguyễn Văn Mẫu", body.RootElement.GetProperty("data").GetProperty("applicant").GetProperty("name").GetString());
        Assert.Equal(WebhookSigner.Sign([WebhookSecret.Parse(Bench.Secret)!], seen.Headers["webhook-id"], 1795227330, seen.Body), seen.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task A_body_that_a_person_mended_is_sent_under_the_same_id()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        bench.Subscriptions.Put(Bench.ASubscription(receiver.Url));
        var delivery = bench.ADelivery(Bench.AnEvent());
        var mended = delivery with { Envelope = delivery.Envelope with { Body = Encoding.UTF8.GetBytes("""{"mended":true}""") } };

        await bench.Connector.HandleAsync(delivery, None);
        await bench.Connector.HandleAsync(mended, None);

        var requests = receiver.Requests.ToList();
        Assert.Equal(requests[0].Headers["webhook-id"], requests[1].Headers["webhook-id"]);
        Assert.EndsWith("\"data\":{\"mended\":true}}", Encoding.UTF8.GetString(requests[1].Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task During_a_rotation_every_valid_secret_signs()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        bench.Subscriptions.Put(Bench.ASubscription(receiver.Url) with { Secrets = ["whsec_yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f", Bench.Secret] });

        await bench.Connector.HandleAsync(bench.ADelivery(Bench.AnEvent()), None);

        var signatures = Assert.Single(receiver.Requests).Headers["webhook-signature"].Split(' ');
        Assert.Equal(2, signatures.Length);
        Assert.All(signatures, signature => Assert.StartsWith("v1,", signature, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_trace_of_the_envelope_goes_on()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        bench.Subscriptions.Put(Bench.ASubscription(receiver.Url));
        var delivery = bench.ADelivery(Bench.AnEvent());
        const string trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        await bench.Connector.HandleAsync(delivery with { Envelope = delivery.Envelope with { TraceParent = trace } }, None);

        Assert.Equal(trace, Assert.Single(receiver.Requests).Headers["traceparent"]);
    }

    [Fact]
    public async Task A_removed_subscription_ends_the_envelope_quietly()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);

        var handled = await bench.Connector.HandleAsync(bench.ADelivery(Bench.AnEvent()), None);

        Assert.Contains("subscription removed: the event stays in the feed", Assert.IsType<Outcome.Done>(handled.Outcome).Reference, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inactive_subscription_gets_nothing()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        bench.Subscriptions.Put(Bench.ASubscription(receiver.Url) with { IsActive = false });

        var handled = await bench.Connector.HandleAsync(bench.ADelivery(Bench.AnEvent()), None);

        Assert.IsType<Outcome.Done>(handled.Outcome);
        Assert.Empty(receiver.Requests);
    }

    [Theory]
    [InlineData(PortalEventTypes.DossierSubmittedOnline, 1)]
    [InlineData("*", 1)]
    [InlineData(EventTypes.ProcedureChanged, 0)]
    [InlineData("vn.onestop.dossier.*", 0)]
    public async Task A_change_of_the_subscribed_types_is_effective_at_once(string type, int requests)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        var delivery = bench.ADelivery(Bench.AnEvent());
        bench.Subscriptions.Put(Bench.ASubscription(receiver.Url) with { Types = [type] });

        var handled = await bench.Connector.HandleAsync(delivery, None);

        Assert.IsType<Outcome.Done>(handled.Outcome);
        Assert.Equal(requests, receiver.Requests.Count);
    }

    [Fact]
    public async Task A_bar_in_the_subject_does_not_hide_the_subscription()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        bench.Subscriptions.Put(Bench.ASubscription(receiver.Url));

        await bench.Connector.HandleAsync(bench.ADelivery(Bench.AnEvent() with { Subject = "a|b" }), None);

        Assert.Single(receiver.Requests);
    }

    [Theory]
    [InlineData("no-bar")]
    [InlineData("|subject")]
    public async Task A_key_without_a_subscription_is_held_for_a_person(string key)
    {
        await using var bench = new Bench(new CaseSystemOptions());
        var delivery = bench.ADelivery(Bench.AnEvent());

        var handled = await bench.Connector.HandleAsync(delivery with { Envelope = delivery.Envelope with { Key = key } }, None);

        Assert.Equal("webhook-key-unreadable", Assert.IsType<Outcome.Reject>(handled.Outcome).Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(99L)]
    public async Task An_envelope_whose_event_is_gone_is_held_for_a_person(long? seq)
    {
        await using var bench = new Bench(new CaseSystemOptions());
        bench.Subscriptions.Put(Bench.ASubscription(new Uri("https://case.example/hook")));
        var delivery = bench.ADelivery(Bench.AnEvent());

        var handled = await bench.Connector.HandleAsync(delivery with { Envelope = delivery.Envelope with { EventSeq = seq } }, None);

        Assert.Equal("webhook-event-missing", Assert.IsType<Outcome.Reject>(handled.Outcome).Code);
    }

    [Fact]
    public async Task Without_a_valid_secret_nothing_leaves_and_no_attempt_is_burnt()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        bench.Subscriptions.Put(Bench.ASubscription(receiver.Url) with { Secrets = ["whsec_short"] });

        var handled = await bench.Connector.HandleAsync(bench.ADelivery(Bench.AnEvent()), None);

        Assert.Equal(Bench.Now.AddMinutes(15), Assert.IsType<Outcome.Defer>(handled.Outcome).Until);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task What_a_receiver_repeats_of_a_person_is_not_kept()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        bench.Subscriptions.Put(Bench.ASubscription(receiver.Url));
        receiver.Answer = async context =>
        {
            context.Response.StatusCode = 422;
            await using var writer = new StreamWriter(context.Response.Body);
            await writer.WriteAsync("""{"message":"Nguyễn Văn Mẫu (0900000001) is unknown"}""");
        };

        var handled = await bench.Connector.HandleAsync(bench.ADelivery(Bench.AnEvent()), None);

        Assert.Equal("webhook-refused", Assert.IsType<Outcome.Reject>(handled.Outcome).Code);
        Assert.EndsWith("; *** (***) is unknown", handled.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_address_that_is_no_url_is_held_and_does_not_break_the_probe()
    {
        await using var bench = new Bench(new CaseSystemOptions());
        bench.Subscriptions.Put(Bench.ASubscription(new Uri("hook", UriKind.Relative)));

        var handled = await bench.Connector.HandleAsync(bench.ADelivery(Bench.AnEvent()), None);

        Assert.Equal("webhook-address-barred", Assert.IsType<Outcome.Reject>(handled.Outcome).Code);
        Assert.Null(await bench.Connector.ProbeAsync(None));
    }

    [Fact]
    public async Task With_nobody_to_reach_the_probe_is_content()
    {
        await using var bench = new Bench(new CaseSystemOptions());
        bench.Subscriptions.Put(Bench.ASubscription(new Uri("https://nobody.example/hook")) with { IsActive = false });

        Assert.Null(await bench.Connector.ProbeAsync(None));
    }

    [Fact]
    public async Task One_receiver_that_stands_is_enough_for_the_probe()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        bench.Subscriptions.Put(Bench.ASubscription(new Uri($"http://nobody.example:{receiver.Url.Port}/")));
        bench.Subscriptions.Put(Bench.ASubscription(receiver.Url) with { Id = "sub-2" });

        Assert.Null(await bench.Connector.ProbeAsync(None));
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task When_no_receiver_stands_the_probe_says_why()
    {
        await using var bench = new Bench(new CaseSystemOptions());
        bench.Subscriptions.Put(Bench.ASubscription(new Uri("https://nobody.example/hook")));

        Assert.StartsWith("nobody.example: ", await bench.Connector.ProbeAsync(None), StringComparison.Ordinal);
    }
}
