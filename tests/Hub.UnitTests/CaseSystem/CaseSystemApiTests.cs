using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hub.CaseSystem.Settings;
using Hub.CaseSystem.Webhooks;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Hub.UnitTests.CaseSystem;

public sealed class CaseSystemApiTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_2xx_is_taken_without_waiting_for_its_body()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        receiver.Answer = async context =>
        {
            await context.Response.Body.FlushAsync();
            await UntilGoneAsync(context);
        };

        var answer = Assert.IsType<WebhookAnswer.Received>(await bench.Api.PostAsync(Bench.ARequest(receiver.Url), None));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task An_error_whose_body_never_ends_is_still_an_answer()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        receiver.Answer = async context =>
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            bench.Clock.Advance(TimeSpan.FromSeconds(21));
            await UntilGoneAsync(context);
        };

        var answer = await bench.Api.PostAsync(Bench.ARequest(receiver.Url), None);

        // The clock may run out before or after the status line was read here; either way the attempt ends.
        Assert.True(answer is WebhookAnswer.Received { Status: 400 } or WebhookAnswer.NoAnswer);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_is_left_after_the_timeout()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        receiver.Answer = context =>
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(21));
            return UntilGoneAsync(context);
        };

        Assert.IsType<WebhookAnswer.NoAnswer>(await bench.Api.PostAsync(Bench.ARequest(receiver.Url), None));
    }

    [Fact]
    public async Task A_torn_connection_leaves_doubt()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        receiver.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        Assert.IsType<WebhookAnswer.NoAnswer>(await bench.Api.PostAsync(Bench.ARequest(receiver.Url), None));
    }

    [Fact]
    public async Task When_the_hub_stops_the_attempt_is_cancelled_and_not_judged()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        using var stop = new CancellationTokenSource();
        receiver.Answer = async context =>
        {
            await stop.CancelAsync();
            await UntilGoneAsync(context);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Api.PostAsync(Bench.ARequest(receiver.Url), stop.Token));
    }

    [Fact]
    public async Task A_closed_port_means_nothing_was_sent()
    {
        var port = FreePort();
        await using var bench = new Bench(new CaseSystemOptions { AllowedNetworks = ["127.0.0.1"], AllowHttp = true, ExtraPorts = [port] });

        var answer = await bench.Api.PostAsync(Bench.ARequest(new Uri($"http://127.0.0.1:{port}/hook")), None);

        Assert.Equal("ConnectionRefused", Assert.IsType<WebhookAnswer.NotSent>(answer).Why);
    }

    [Fact]
    public async Task An_unknown_name_means_nothing_was_sent()
    {
        await using var bench = new Bench(new CaseSystemOptions());

        Assert.IsType<WebhookAnswer.NotSent>(await bench.Api.PostAsync(Bench.ARequest(new Uri("https://nobody.example/hook")), None));
    }

    [Fact]
    public async Task A_name_is_looked_up_once_and_the_checked_address_is_called()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        bench.Names.With("case.example", "127.0.0.1");

        var answer = await bench.Api.PostAsync(Bench.ARequest(new Uri($"http://case.example:{receiver.Url.Port}/hook")), None);

        Assert.Equal(200, Assert.IsType<WebhookAnswer.Received>(answer).Status);
        Assert.Equal(1, bench.Names.Asked);
        Assert.Equal($"case.example:{receiver.Url.Port}", Assert.Single(receiver.Requests).Headers["host"]);
    }

    [Fact]
    public async Task When_the_first_address_is_closed_the_next_is_called()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        bench.Names.With("case.example", "127.0.0.2", "127.0.0.1");

        var answer = await bench.Api.PostAsync(Bench.ARequest(new Uri($"http://case.example:{receiver.Url.Port}/hook")), None);

        Assert.IsType<WebhookAnswer.Received>(answer);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("127.0.0.1", "10.1.2.3")]
    public async Task A_name_that_points_inside_is_barred_at_the_connection(params string[] addresses)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);
        bench.Names.With("case.example", addresses);

        var answer = await bench.Api.PostAsync(Bench.ARequest(new Uri($"http://case.example:{receiver.Url.Port}/hook")), None);

        Assert.Equal("address", Assert.IsType<WebhookAnswer.Barred>(answer).Problem.Code);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_subscription_older_than_a_stricter_setting_is_barred()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = new Bench(new CaseSystemOptions { AllowedNetworks = ["127.0.0.0/8"], ExtraPorts = [receiver.Url.Port] });

        var answer = await bench.Api.PostAsync(Bench.ARequest(receiver.Url), None);

        Assert.Equal("scheme", Assert.IsType<WebhookAnswer.Barred>(answer).Problem.Code);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_by_post_and_probe()
    {
        using var certificate = SelfSigned();
        await using var receiver = await Receiver.StartAsync(certificate);
        await using var bench = Bench.For(receiver);

        var answer = await bench.Api.PostAsync(Bench.ARequest(receiver.Url), None);
        var reach = await bench.Api.ReachAsync(receiver.Url, None);

        Assert.IsType<WebhookAnswer.NotSent>(answer);
        Assert.NotNull(reach);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Reaching_sends_no_request()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bench = Bench.For(receiver);

        Assert.Null(await bench.Api.ReachAsync(receiver.Url, None));
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Reaching_keeps_to_the_guard()
    {
        await using var bench = new Bench(new CaseSystemOptions());
        bench.Names.With("inside.example", "10.1.2.3");

        Assert.Contains("10.1.2.3", await bench.Api.ReachAsync(new Uri("https://inside.example/"), None), StringComparison.Ordinal);
        Assert.NotNull(await bench.Api.ReachAsync(new Uri("https://127.0.0.1/"), None));
    }

    private static async Task UntilGoneAsync(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=case.example", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(Bench.Now.AddYears(-10), Bench.Now.AddYears(10));
    }
}
