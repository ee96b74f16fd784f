using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>Dictionaries: procedures, fields, agencies, and the portal's ids of persons. Keys of the results are UPPERCASE.</summary>
internal sealed class CatalogueOperations(ProcedureStore procedures, SeededChoice choice)
{
    public PortalReply ListProcedures(JsonElement body) => PortalReply.Found(writer =>
    {
        foreach (var procedure in procedures.Public)
        {
            PortalProcedureShape.WriteListed(writer, procedure);
        }
    });

    public PortalReply GetProcedure(JsonElement body)
    {
        var code = body.Text("maTTHC");
        if (code.Length == 0)
        {
            return PortalReply.Refused("Dữ liệu không hợp lệ: maTTHC không được để trống");
        }

        return PortalReply.Found(writer =>
        {
            if (procedures.Find(code) is { } served)
            {
                PortalProcedureShape.WriteFull(writer, served.Procedure, served.IsPublic);
            }
        });
    }

    public PortalReply ListAgencies(JsonElement body) => PortalReply.Found(writer =>
    {
        foreach (var agency in procedures.Public.Select(procedure => procedure.Agency).Distinct().Order(StringComparer.Ordinal))
        {
            writer.WriteStrings(("MADONVI", AgencyCodes.Of(agency)), ("TENDONVI", agency), ("CAPDONVI", agency.StartsWith("Bộ ", StringComparison.Ordinal) ? "1" : "2"));
        }
    });

    public PortalReply ListFields(JsonElement body) => PortalReply.Found(writer =>
    {
        var fields = procedures.Public.Where(procedure => procedure.FieldCode.Length > 0).DistinctBy(procedure => procedure.FieldCode);
        foreach (var procedure in fields.OrderBy(procedure => procedure.FieldCode, StringComparer.Ordinal))
        {
            writer.WriteStrings(("MALINHVUC", procedure.FieldCode), ("TENLINHVUC", procedure.FieldName), ("MANGANH", procedure.FieldCode.Split('-')[0]));
        }
    });

    /// <summary>An id that ends in 000 belongs to nobody; any other one has an account, always the same.</summary>
    public PortalReply GetTechId(JsonElement body)
    {
        var id = body.Text("mstorcmnd");
        if (body.Text("provider") != "wso2is" || id.Length == 0)
        {
            return PortalReply.Refused("Dữ liệu không hợp lệ: provider hoặc mstorcmnd");
        }

        return PortalReply.Found(writer =>
        {
            if (!id.EndsWith("000", StringComparison.Ordinal))
            {
                writer.WriteStrings(("TECHNICALID", $"tech-{choice.Number("techid:" + id, 0):x16}"));
            }
        });
    }
}
