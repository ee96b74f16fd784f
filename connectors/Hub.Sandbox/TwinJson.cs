using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Sandbox;

internal static class TwinJson
{
    /// <summary>Vietnamese stays readable on the wire, as the partners send it.</summary>
    public static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Control API bodies: camelCase, not indented.</summary>
    public static readonly JsonSerializerOptions Control = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
