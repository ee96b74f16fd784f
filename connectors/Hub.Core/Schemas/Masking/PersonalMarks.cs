using System.Text.Json.Nodes;
using Hub.Core.Schemas.Formats;

namespace Hub.Core.Schemas.Masking;

/// <summary>The <c>x-personal</c> marks of one schema.</summary>
internal sealed class PersonalMarks
{
    private readonly JsonObject _root;
    private readonly List<string> _paths = [];

    private PersonalMarks(JsonObject root)
    {
        _root = root;
        Root = Read(root, "");
    }

    public MaskNode Root { get; }

    public IReadOnlyList<string> Paths => _paths;

    public static PersonalMarks Of(JsonObject schema) => new(schema);

    private MaskNode Read(JsonObject schema, string path)
    {
        var target = schema;
        if ((string?)schema["$ref"] is { } reference)
        {
            target = _root["definitions"]![reference[(reference.LastIndexOf('/') + 1)..]]!.AsObject();
        }

        var style = Style(schema) is var own and not MaskStyle.None ? own : Style(target);
        if (style != MaskStyle.None)
        {
            _paths.Add(path);
            return new MaskNode(style, null, new Dictionary<string, MaskNode>());
        }

        return new MaskNode(
            MaskStyle.None,
            target["items"] is JsonObject items ? Read(items, $"{path}/*") : null,
            (target["properties"] as JsonObject ?? []).ToDictionary(
                p => p.Key,
                p => Read(p.Value!.AsObject(), JsonPointer.Append(path, p.Key)),
                StringComparer.Ordinal));
    }

    private static MaskStyle Style(JsonObject schema) =>
        schema["x-personal"] is null ? MaskStyle.None : (string?)schema["x-mask"] switch
        {
            "name" => MaskStyle.Name,
            "number" => MaskStyle.Number,
            "email" => MaskStyle.Email,
            _ => MaskStyle.Hide,
        };
}
