using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hub.Sandbox;
using Hub.Sandbox.CaseSystem;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Sandbox.CaseSystem;

public sealed class CaseSystemTwinTests
{
    // The example of the Standard Webhooks specification's reference libraries: key, id, time and body give this signature.
    private const string KnownSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string KnownSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string KnownBody = """{"test": 2432232314}""";

    [Fact]
    public async Task The_published_vector_is_genuine()
    {
        var clock = new ManualClock(DateTimeOffset.FromUnixTimeSeconds(1614265330));
        await using var twin = await TwinServer.StartAsync(new SandboxOptions { TimeProvider = clock, CaseSystem = new CaseSystemTwinOptions { Secrets = [KnownSecret] } });

        using var response = await PostAsync(twin, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", KnownSignature, KnownBody);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_signed_webhook_is_kept_and_listed()
    {
        await using var twin = await TwinServer.StartAsync();

        using var response = await SendAsync(twin, "msg_1", """{"type":"vn.onestop.dossier.submitted-online.v1","data":{"x":"ữ"}}""");
        var listed = await twin.ControlAsync("/case-system/events");
        var rest = await twin.ControlAsync("/case-system/events?after=1");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var taken = listed["events"]!.AsArray().Single()!;
        Assert.Equal((1L, "msg_1", "ữ"), ((long)taken["seq"]!, (string)taken["id"]!, (string)taken["body"]!["data"]!["x"]!));
        Assert.Empty(rest["events"]!.AsArray());
        Assert.Equal(1, (long)rest["next"]!);
    }

    [Fact]
    public async Task A_repeated_id_is_answered_well_and_kept_once()
    {
        await using var twin = await TwinServer.StartAsync();

        using var first = await SendAsync(twin, "msg_1", "{}");
        var second = await TwinServer.ReadAsync(await SendAsync(twin, "msg_1", "{}"));

        Assert.True((bool)second["duplicate"]!);
        Assert.Equal((1L, 1L), (await twin.EffectAsync("case-system.webhook.received"), await twin.EffectAsync("case-system.webhook.duplicate")));
    }

    [Fact]
    public async Task During_a_rotation_one_good_signature_of_several_is_enough()
    {
        const string next = "whsec_bmV4dC1kZW1vLWtleS0yMDI2";
        await using var twin = await TwinServer.StartAsync(new SandboxOptions { CaseSystem = new CaseSystemTwinOptions { Secrets = [CaseSystemTwinOptions.DemoSecret, next] } });
        var time = Now();
        var signatures = $"v1a,xyz v1,{Convert.ToBase64String(new byte[32])} {Sign(next, "msg_1", time, "{}")}";

        using var response = await PostAsync(twin, "msg_1", time, signatures, "{}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("body")]
    [InlineData("id")]
    [InlineData("time")]
    [InlineData("key")]
    [InlineData("version")]
    [InlineData("stale")]
    [InlineData("missing")]
    public async Task A_webhook_that_is_not_genuine_is_refused(string fault)
    {
        await using var twin = await TwinServer.StartAsync();
        var time = fault == "stale" ? Now(-301) : Now();
        var signature = Sign(fault == "key" ? "whsec_b3RoZXIta2V5" : CaseSystemTwinOptions.DemoSecret, "msg_1", time, "{}");
        signature = fault == "version" ? signature.Replace("v1,", "v2,", StringComparison.Ordinal) : signature;

        using var response = await PostAsync(
            twin, fault == "id" ? "msg_2" : "msg_1", fault == "time" ? Now(-10) : time, fault == "missing" ? "" : signature, fault == "body" ? "{ }" : "{}");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(1, await twin.EffectAsync("case-system.webhook.refused"));
        Assert.Equal(0, await twin.EffectAsync("case-system.webhook.received"));
    }

    [Fact]
    public async Task A_twins_clock_pushed_forward_makes_no_webhook_stale()
    {
        await using var twin = await TwinServer.StartAsync();
        await twin.AdvanceAsync(3600);

        using var response = await SendAsync(twin, "msg_1", "{}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Its_faults_are_its_own()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.ControlAsync("/case-system/faults", new() { ["kind"] = "5xx", ["status"] = 500 });

        using var hit = await SendAsync(twin, "msg_1", "{}");
        var portal = await twin.StoreAsync(A.Dossier());
        using var cleared = await twin.Http.DeleteAsync("/_twin/case-system/faults");
        using var after = await SendAsync(twin, "msg_1", "{}");

        Assert.Equal(HttpStatusCode.InternalServerError, hit.StatusCode);
        Assert.True(TwinServer.IsSuccess(portal));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(1, await twin.EffectAsync("case-system.fault.5xx"));
    }

    [Fact]
    public async Task A_webhook_can_be_taken_without_an_answer()
    {
        await using var twin = await TwinServer.StartAsync();
        await twin.ControlAsync("/case-system/faults", new() { ["kind"] = "applied-no-answer" });

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync(twin, "msg_1", "{}"));

        Assert.Equal(1, await twin.EffectAsync("case-system.webhook.received"));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("whsec_")]
    [InlineData("whsec_not base64!")]
    public void A_secret_of_the_wrong_form_stops_the_start(string secret)
    {
        var options = new SandboxOptions { CaseSystem = new CaseSystemTwinOptions { Secrets = [secret] } };

        var error = Assert.Throws<ArgumentException>(() => SandboxHost.Build(options));

        Assert.DoesNotContain("not base64!", error.Message, StringComparison.Ordinal);
    }

    private static string Now(int offset = 0) => (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + offset).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Sign(string secret, string id, string time, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{time}.{body}")));

    private static Task<HttpResponseMessage> SendAsync(TwinServer twin, string id, string body)
    {
        var time = Now();
        return PostAsync(twin, id, time, Sign(CaseSystemTwinOptions.DemoSecret, id, time, body), body);
    }

    private static async Task<HttpResponseMessage> PostAsync(TwinServer twin, string id, string time, string signature, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/case-system/webhook");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", time);
        request.Headers.TryAddWithoutValidation("webhook-signature", signature);
        return await twin.Http.SendAsync(request);
    }
}
