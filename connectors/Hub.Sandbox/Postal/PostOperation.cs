using System.Text.Json;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;
using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.Postal;

/// <summary>One address of an operator.</summary>
/// <param name="Name">As faults and counts name it.</param>
/// <param name="Path">Below the dialect's base.</param>
/// <param name="SubjectOf">What the magic values look at; null for a call that books nothing.</param>
internal sealed record PostOperation(
    PostDialect Dialect, string Name, string Method, string Path, Func<PostRequest, PostReply> Run, Func<JsonElement, BookingSubject>? SubjectOf = null);

/// <summary>A call that was let in. <paramref name="Body"/> is undefined for a GET.</summary>
internal sealed record PostRequest(PostDialect Dialect, IQueryCollection Query, JsonElement Body, FaultPlan Plan)
{
    public string Text(string name) => Query[name].FirstOrDefault() ?? "";
}

/// <summary>An answer in the dialect's own form; <paramref name="IsApplied"/> says whether the call booked anything.</summary>
internal sealed record PostReply(int Status, Action<Utf8JsonWriter> Write, bool IsApplied = false)
{
    public ReadOnlyMemory<byte> ToJson() => TwinJson.Write(Write);
}
