using Microsoft.AspNetCore.Http;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Names of the operations, as faults are told by.</summary>
internal static class BusOperations
{
    public const string Send = "send";
    public const string SendBatch = "send-batch";
    public const string Receive = "receive";
    public const string ReceiveDelete = "receive-delete";
    public const string Complete = "complete";
    public const string Abandon = "abandon";
    public const string Renew = "renew";

    /// <summary>Null when the method does not fit the path.</summary>
    public static string? Of(HttpRequest request, BusPath path) => (path.Rest, request.Method) switch
    {
        ([], "POST") when !path.IsDead => SendReader.IsBatch(request) ? SendBatch : Send,
        (["head"], "POST") => Receive,
        (["head"], "DELETE") => ReceiveDelete,
        ([_, _], "DELETE") => Complete,
        ([_, _], "PUT") => Abandon,
        ([_, _], "POST") => Renew,
        _ => null,
    };

    public static bool IsSend(string operation) => operation is Send or SendBatch;
}
