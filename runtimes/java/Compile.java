import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;

/**
 * Compiles as javac does, with two differences: a file may be called anything, whatever public class is in it; and the
 * class to begin with is found, so that a run is no more than {@code java @/tmp/out/main}.
 *
 * <p>Arguments are javac's flags and then files, of which the first is the main one. Classes come below /tmp/out.
 */
public final class Compile {
    private static final Path OUT = Path.of("/tmp/out");

    private Compile() {}

    public static void main(String[] arguments) throws IOException {
        PrintWriter messages = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        boolean compiled = compile(arguments, messages);
        messages.flush();
        System.exit(compiled ? 0 : 1);
    }

    private static boolean compile(String[] arguments, PrintWriter messages) throws IOException {
        Files.createDirectories(OUT);
        String classPath = classPath();
        // Processors would be programs of others that run inside the compiler.
        List<String> flags = new ArrayList<>(
            List.of("-proc:none", "-encoding", "UTF-8", "-d", OUT.toString(), "-cp", classPath));
        List<String> names = new ArrayList<>();
        for (String argument : arguments) {
            (argument.endsWith(".java") ? names : flags).add(argument);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        List<Source> sources = new ArrayList<>();
        for (JavaFileObject file : manager.getJavaFileObjectsFromStrings(names)) {
            sources.add(new Source(file, names.get(sources.size())));
        }
        JavacTask task;
        try {
            task = (JavacTask) compiler.getTask(messages, manager, null, flags, null, sources);
        } catch (IllegalArgumentException refused) {
            messages.println(refused.getMessage());
            return false;
        }
        Search search = new Search(task.getElements(), names.get(0));
        task.addTaskListener(search);
        if (!task.call()) {
            return false;
        }
        if (search.best == null) {
            messages.println("error: there is no class with a method public static void main(String[] args)");
            return false;
        }
        // Whatever stands beside the classes is found as it is by a program that is started where it lies.
        Files.writeString(OUT.resolve("main"), "-cp \"" + OUT + ":" + classPath + "\" " + search.best + "\n");
        return true;
    }

    /** Classes and libraries that were sent along. */
    private static String classPath() {
        StringBuilder paths = new StringBuilder("/box");
        String[] jars = new File("/box").list((folder, name) -> name.endsWith(".jar") && name.indexOf('"') < 0);
        if (jars != null) {
            Arrays.sort(jars);
            for (String jar : jars) {
                paths.append(":/box/").append(jar);
            }
        }
        return paths.toString();
    }

    /** A file in which any class may be. */
    private static final class Source extends ForwardingJavaFileObject<JavaFileObject> {
        private final String name;

        Source(JavaFileObject file, String name) {
            super(file);
            this.name = name;
        }

        /** The name in messages. */
        @Override
        public String getName() {
            return name;
        }

        /** These two names say what kind of file it is. */
        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            boolean said = simpleName.equals("package-info") || simpleName.equals("module-info");
            return said ? super.isNameCompatible(simpleName, kind) : kind == Kind.SOURCE;
        }
    }

    /** Looks for the class to begin with among those that are compiled. */
    private static final class Search implements TaskListener {
        private final Elements elements;
        private final String mainFile;
        private int rank = Integer.MAX_VALUE;
        String best;

        Search(Elements elements, String mainFile) {
            this.elements = elements;
            this.mainFile = mainFile;
        }

        @Override
        public void finished(TaskEvent event) {
            if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
                consider(event.getTypeElement(), event.getSourceFile().getName().equals(mainFile) ? 0 : 100);
            }
        }

        /** The main file comes before others, what is public before the rest, what is outside before what is in it. */
        private void consider(TypeElement type, int base) {
            boolean nested = type.getEnclosingElement().getKind() != ElementKind.PACKAGE;
            boolean open = type.getModifiers().contains(Modifier.PUBLIC) && !nested;
            int depth = nested ? 20 : open ? 0 : 10;
            if (begins(type.getEnclosedElements())) {
                offer(type, base + depth);
            } else if (begins(elements.getAllMembers(type))) {
                offer(type, base + depth + 5);
            }
            for (TypeElement inner : ElementFilter.typesIn(type.getEnclosedElements())) {
                consider(inner, base);
            }
        }

        private void offer(TypeElement type, int offered) {
            if (offered < rank) {
                rank = offered;
                best = elements.getBinaryName(type).toString();
            }
        }

        private static boolean begins(List<? extends Element> members) {
            for (ExecutableElement method : ElementFilter.methodsIn(members)) {
                Set<Modifier> modifiers = method.getModifiers();
                if (method.getSimpleName().contentEquals("main")
                        && modifiers.contains(Modifier.PUBLIC)
                        && modifiers.contains(Modifier.STATIC)
                        && method.getReturnType().getKind() == TypeKind.VOID
                        && method.getParameters().size() == 1
                        && isStrings(method.getParameters().get(0).asType())) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isStrings(TypeMirror type) {
            return type.getKind() == TypeKind.ARRAY
                && ((ArrayType) type).getComponentType().toString().equals("java.lang.String");
        }
    }
}
