import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Judge PROFILE,PROFILE FILE...: the veraPDF engine on each file, a line a file and profile, the clauses it breaks below. */
public class Judge {
  /** The elements of a name directly below one. The engine's own reader of profiles is not in the jar. */
  static List<Element> below(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node at = parent == null ? null : parent.getFirstChild(); at != null; at = at.getNextSibling()) {
      if (at instanceof Element element && name.equals(element.getLocalName())) {
        found.add(element);
      }
    }
    return found;
  }

  static Element one(Element parent, String name) {
    List<Element> found = below(parent, name);
    return found.isEmpty() ? null : found.get(0);
  }

  static String said(Element parent, String name) {
    Element found = one(parent, name);
    return found == null ? "" : found.getTextContent().trim();
  }

  static Rule rule(Element written) {
    Element id = one(written, "id");
    Element error = one(written, "error");
    List<ErrorArgument> arguments = new ArrayList<>();
    for (Element argument : below(one(error, "arguments"), "argument")) {
      String name = argument.hasAttribute("name") ? argument.getAttribute("name") : null;
      arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), name, null));
    }
    Boolean deferred = written.hasAttribute("deferred") ? Boolean.valueOf(written.getAttribute("deferred")) : null;
    return Profiles.ruleFromValues(
        Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
            id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
        written.getAttribute("object"), deferred, written.getAttribute("tags"), said(written, "description"),
        said(written, "test"), Profiles.errorFromValues(said(error, "message"), arguments), new ArrayList<>());
  }

  static ValidationProfile profile(String file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Element root = factory.newDocumentBuilder()
        .parse(Judge.class.getClassLoader().getResourceAsStream("org/verapdf/pdfa/validation/" + file)).getDocumentElement();
    LinkedHashSet<Rule> rules = new LinkedHashSet<>();
    for (Element written : below(one(root, "rules"), "rule")) {
      rules.add(rule(written));
    }
    LinkedHashSet<Variable> variables = new LinkedHashSet<>();
    for (Element written : below(one(root, "variables"), "variable")) {
      variables.add(Profiles.variableFromValues(written.getAttribute("name"), written.getAttribute("object"),
          said(written, "defaultValue"), said(written, "value")));
    }
    return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
        Profiles.profileDetailsFromValues(file, "", "", new Date()), "", rules, variables);
  }

  public static void main(String[] words) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    for (String name : words[0].split(",")) {
      ValidationProfile profile = profile(name);
      for (int at = 1; at < words.length; at++) {
        try (var stream = new FileInputStream(words[at]);
            var parser = Foundries.defaultInstance().createParser(stream, profile.getPDFAFlavour());
            var validator = Foundries.defaultInstance().createValidator(profile, 2000, false, false, false)) {
          var result = validator.validate(parser);
          System.out.println((result.isCompliant() ? "pass " : "fail ") + name + " " + words[at]);
          LinkedHashSet<String> broken = new LinkedHashSet<>();
          for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
              broken.add(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber() + " "
                  + assertion.getMessage());
            }
          }
          broken.stream().limit(20).forEach(line -> System.out.println("  " + line));
        } catch (Exception error) {
          System.out.println("fail " + name + " " + words[at] + "\n  " + error);
        }
      }
    }
  }
}
