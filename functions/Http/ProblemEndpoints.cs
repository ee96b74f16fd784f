using System.Diagnostics;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;

namespace Hub.Functions.Http;

/// <summary>The pages behind the problems' types, and the front door.</summary>
internal sealed class ProblemEndpoints : IEndpointGroup
{
    public void Map(RouteTable routes)
    {
        routes.Add(Access.Open, new Operation("explainProblem", "problems", "Giải thích một loại lỗi / Explain a kind of problem")
        {
            Method = "GET",
            Path = "/problems/{name}",
            Parameters = [new("name", "Tên lỗi / The problem's name", InPath: true, Values: [.. ProblemKinds.All.Keys.Order(StringComparer.Ordinal)])],
            Response = typeof(string),
            ResponseMedia = "text/html",
            Problems = [ProblemKinds.NotFound],
        }, http => ProblemKinds.All.TryGetValue((string)http.Request.RouteValues["name"]!, out var kind)
            ? http.TextAsync(ProblemPage.Html(kind), "text/html; charset=utf-8")
            : http.ProblemAsync(ProblemKinds.NotFound));
        routes.Add(Access.Open, new Operation("root", "health", "Cửa vào / The front door")
        {
            Method = "GET",
            Path = "/",
            Response = typeof(string),
            ResponseMedia = "text/plain",
        }, FrontDoorAsync);
    }

    // Whoever wants to know whether the hub is up, may ask many times a second: that is no trace worth keeping.
    private static Task FrontDoorAsync(HttpContext http)
    {
        if (Activity.Current is { } activity)
        {
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }

        return http.TextAsync("hub\n", "text/plain; charset=utf-8");
    }
}
