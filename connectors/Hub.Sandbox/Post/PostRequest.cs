using System.Text.Json;
using Hub.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.Post;

/// <summary>A call that was let in. <paramref name="Body"/> is undefined for a GET.</summary>
internal sealed record PostRequest(PostDialect Dialect, IQueryCollection Query, JsonElement Body, FaultPlan Plan)
{
    public string Text(string name) => Query[name].FirstOrDefault() ?? "";
}
