using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace Hub.Connectors;

/// <summary>
/// How Refit writes and reads a partner's JSON: by a generated context, as UTF-8 whatever the answer calls itself, with a <c>Content-Length</c>. Some gateways
/// take no chunked body.
/// </summary>
/// <param name="wire">Knows every shape that the interface's methods take and give.</param>
public sealed class PartnerJson(JsonSerializerContext wire) : IHttpContentSerializer
{
    private static readonly MediaTypeHeaderValue Type = new("application/json", "utf-8");

    /// <summary>
    /// Settings under which no answer is an exception. An <see cref="ApiResponse{T}"/> then has content where a success was the partner's own JSON; else
    /// <see cref="PartnerAnswers"/> tells what came instead.
    /// </summary>
    public static RefitSettings Settings(JsonSerializerContext wire)
    {
        var settings = new RefitSettings(new PartnerJson(wire)) { ExceptionFactory = static _ => default, DeserializationExceptionFactory = static (_, _) => default };
        var answered = settings.TransportExceptionFactory;
        // Anything else is the caller's wish to stop, or a bug, and is thrown.
        settings.TransportExceptionFactory = (request, error, ct) => error is NoAnswerException ? answered(request, error, ct) : error;
        return settings;
    }

    public HttpContent ToHttpContent<T>(T item)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(item, Shape<T>()));
        content.Headers.ContentType = Type;
        return content;
    }

    /// <exception cref="JsonException">A success whose body is not <typeparamref name="T"/>.</exception>
    public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken) =>
        Task.FromResult(content is AnswerContent { IsSuccess: true, Bytes: not null } answer ? JsonSerializer.Deserialize(answer.Plain.Span, Shape<T>()) : default);

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;

    private JsonTypeInfo<T> Shape<T>() =>
        wire.GetTypeInfo(typeof(T)) as JsonTypeInfo<T> ?? throw new InvalidOperationException($"{wire.GetType().Name} does not know {typeof(T).Name}.");
}

/// <summary>What an <see cref="IApiResponse"/> hides of a call through <see cref="AnswerHandler"/>.</summary>
public static class PartnerAnswers
{
    /// <summary>Null where an answer came.</summary>
    public static NoAnswerException? Silence(this IApiResponse response) => response.Error?.InnerException as NoAnswerException;

    /// <summary>The answer's body as it came.</summary>
    public static AnswerContent? Body(this IApiResponse response) =>
        response.RequestMessage is { } request && request.Options.TryGetValue(AnswerHandler.Answer, out var answer) ? answer : null;

    /// <summary>How long the partner asks to be left alone.</summary>
    public static TimeSpan? Pause(this IApiResponse response, DateTimeOffset now) => RetryAfter.Read(response.Headers?.RetryAfter, now);
}
