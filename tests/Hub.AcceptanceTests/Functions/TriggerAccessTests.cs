using System.Net;
using Hub.Core.Trust;
using Hub.Functions;
using Hub.Functions.Trust;
using Hub.Tests.Http;
using Hub.Tests.Triggers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.AcceptanceTests.Functions;

/// <summary>Who may call a trigger: the host on this machine, in the one mode that has triggers.</summary>
public sealed class TriggerAccessTests(HandlerApp handler, HubApp hub) : IClassFixture<HandlerApp>, IClassFixture<HubApp>
{
    [Fact]
    public async Task Every_trigger_and_nothing_else_is_for_the_host_alone()
    {
        var triggers = Routes(handler).Where(r => r.Access.IsFunctionsHost).Select(r => r.Path).ToList();
        Assert.NotEmpty(triggers);
        Assert.Equal(Routes(hub).Select(r => r.Path).Order(StringComparer.Ordinal), Routes(handler).Where(r => !r.Access.IsFunctionsHost).Select(r => r.Path).Order(StringComparer.Ordinal));

        foreach (var path in triggers)
        {
            foreach (var role in Shipped.Wings.Roles.Append(null))
            {
                Assert.Equal(403, (await handler.SendAsync("POST", path, role, "{}")).Status);
            }

            Assert.Equal(403, (await handler.SendAsync("POST", path, null, "{}", headers: (Invoker.InvocationId, "no id"))).Status);
            Assert.NotEqual(403, (await handler.SendAsync("POST", path, null, "{}", headers: (Invoker.InvocationId, Guid.NewGuid().ToString()))).Status);
        }
    }

    [Fact]
    public async Task In_any_other_mode_there_is_no_trigger()
    {
        foreach (var path in Routes(handler).Where(r => r.Access.IsFunctionsHost).Select(r => r.Path))
        {
            var reply = await hub.SendAsync("POST", path, Role.Admin, "{}", headers: (Invoker.InvocationId, Guid.NewGuid().ToString()));
            Assert.Equal((404, "not-found"), (reply.Status, reply.Problem));
        }
    }

    [Fact]
    public async Task The_description_of_the_interface_is_the_same_in_every_mode() =>
        Assert.Equal((await hub.GetAsync("/openapi.json", Role.Admin)).Text, (await handler.GetAsync("/openapi.json", Role.Admin)).Text);

    [Theory]
    [InlineData("192.0.2.7", 403)]
    [InlineData("::ffff:192.0.2.7", 403)]
    [InlineData(null, 403)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("::ffff:127.0.0.1", 200)]
    [InlineData("::1", 200)]
    public async Task A_call_that_did_not_come_from_this_machine_is_refused(string? remote, int status)
    {
        var trigger = Routes(handler).First(r => r.Path == "/Timer_rescue").Endpoint;
        await using var scope = handler.App.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Method = "POST";
        http.Request.Path = "/Timer_rescue";
        http.Request.Headers[Invoker.InvocationId] = Guid.NewGuid().ToString();
        http.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        http.Response.Body = new MemoryStream();

        // The pipeline that the server would call, without a server that could only be reached from here.
        await ((IApplicationBuilder)handler.App).Build()(http);

        Assert.Equal((status, trigger.DisplayName), (http.Response.StatusCode, http.GetEndpoint()?.DisplayName));
    }

    private static IEnumerable<(string Path, Access Access, RouteEndpoint Endpoint)> Routes(HubApp app) =>
        from source in ((IEndpointRouteBuilder)app.App).DataSources
        from endpoint in source.Endpoints.OfType<RouteEndpoint>()
        select (endpoint.RoutePattern.RawText!, endpoint.Metadata.GetMetadata<Access>()!, endpoint);
}
